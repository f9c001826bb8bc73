#!/bin/sh
set -eu
curl --fail --silent --show-error "$1/health"
curl --fail --silent --show-error "$1/api/notes"

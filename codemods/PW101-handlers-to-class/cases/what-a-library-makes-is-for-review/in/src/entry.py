from framework import make_handler

on_fetch = make_handler("app")

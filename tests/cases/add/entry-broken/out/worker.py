def fetch(:

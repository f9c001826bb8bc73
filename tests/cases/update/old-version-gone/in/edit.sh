sed -i "s/PAGE_SIZE = 20/PAGE_SIZE = 50/" src/notes.py
sed -i "s/80570476/00000000/" .pyworker.toml

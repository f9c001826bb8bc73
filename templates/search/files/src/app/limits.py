"""Every limit of the service in one place."""

from datetime import timedelta

# Fifteen digits: larger integers may become a BigInt on their way to D1, which refuses those.
ID_MAXIMUM = 10**15 - 1

# Input. The body of a request has room for a document of maximum length in its longest encoding.
TITLE_CHARACTERS = 200
BODY_CHARACTERS = 40_000
QUERY_CHARACTERS = 200
QUERY_TERMS = 16
REQUEST_BYTES = 512 * 1024
JSON_DEPTH = 16

# Output.
PAGE_SIZE = 10
PAGE_SIZE_MAXIMUM = 50
SEARCH_PAGES = 10
EXCERPT_CHARACTERS = 280

# Search. Reciprocal rank fusion is insensitive to its constant; 60 is the customary one.
SEARCH_CANDIDATES = 50
VECTOR_MATCHES = 100
FUSION_CONSTANT = 60
MEANING_TIMEOUT = timedelta(seconds=3)

# Indexing. A chunk stays within the window of the smallest embedding models (512 tokens) in most
# languages. One document never has more chunks than one embedding request accepts (100).
CHUNK_CHARACTERS = 1_000
CHUNK_OVERLAP = 150
CHUNKS = 64

# Jobs. A job that is queued or being retried is left alone for the length of the lease. A document that
# keeps failing waits longer each time, up to a day, and is never given up.
JOB_LEASE = timedelta(minutes=15)
JOB_DELAY_MAXIMUM = timedelta(days=1)
MESSAGE_DELAY = timedelta(seconds=30)
MESSAGE_DELAY_MAXIMUM = timedelta(minutes=10)
SWEEP_BATCH = 100
SWEEP_BATCHES = 5

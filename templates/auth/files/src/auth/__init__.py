"""Who is asking: people with a session, programs with a key, services that sign what they send.

- `require_session(request, env)` is the session, or sends the visitor to /login;
- `check_form(request, fields, session, env)` takes a form of this session's own pages alone;
- `require_key(request, env)` is the name of the API key, or answers 401;
- `await signed_body(request, env)` is what a service has signed, or answers 401.
"""

from auth.addresses import routes
from auth.csrf import check_form, form_token
from auth.keys import require_key
from auth.sessions import Session, find_session, require_session
from auth.webhooks import signed_body

__all__ = [
    "Session",
    "check_form",
    "find_session",
    "form_token",
    "require_key",
    "require_session",
    "routes",
    "signed_body",
]

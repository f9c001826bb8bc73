from js import Headers, Object
from pyodide.ffi import to_js

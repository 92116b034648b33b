"""JSON as it is kept: short, in the characters people wrote. One encoder, for making one takes longer than using it."""

import json

to_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""The text of a JSON value."""

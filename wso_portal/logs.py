"""How a line of the log reads."""

import logging
import re

RESET_KEY = re.compile(r"(/password/reset/key/)[^\s/]+")


class LogLine(logging.Formatter):
    """One line for a refused request (4xx), whose traceback would only say where Django refuses; no password links."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text. A fault of ours (500) keeps its traceback."""
        if 400 <= getattr(record, "status_code", 0) < 500:
            record = logging.makeLogRecord({**vars(record), "exc_info": None, "exc_text": None})
        return RESET_KEY.sub(r"\1...", super().format(record))

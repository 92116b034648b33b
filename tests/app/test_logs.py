"""Logs go to standard error and hold no token."""

import json
import logging

import pytest
import structlog

from bot import logs

TOKEN = "1000000001:FICTIONAL-token-of-a-test-bot-123456"


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_a_token_is_struck_from_every_line(capsys: pytest.CaptureFixture[str], log_format: str) -> None:
    logs.set_up(log_format)
    structlog.get_logger().info("event", url=f"https://api.telegram.org/bot{TOKEN}/getMe")
    logging.getLogger("somebody").warning("GET %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    out, err = capsys.readouterr()
    assert out == ""
    assert TOKEN not in err
    assert "<token>" in err


def test_libraries_that_print_addresses_are_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json")
    logging.getLogger("httpx").info("HTTP Request: POST https://example/bot")
    assert capsys.readouterr().err == ""


def test_json_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json")
    structlog.get_logger().warning("outbox.doubts", n=3)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["n"], line["level"]) == ("outbox.doubts", 3, "warning")


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_a_library_s_line_has_its_trace_and_no_token(capsys: pytest.CaptureFixture[str], log_format: str) -> None:
    logs.set_up(log_format)
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("somebody").exception("it broke")
    err = capsys.readouterr().err
    assert "ValueError" in err
    assert TOKEN not in err
    if log_format == "json":
        line = json.loads(err)
        assert (line["event"], line["logger"], line["level"]) == ("it broke", "somebody", "error")

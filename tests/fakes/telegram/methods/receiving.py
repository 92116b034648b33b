"""getUpdates and the webhook's methods: the four that wait or start something."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from .. import errors
from ..errors import ApiError, bad
from ..shapes import Json
from ..updates import BY_DEFAULT, Updates
from ..webhook import Webhook

LONGEST_POLL = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_PORTS = (443, 80, 88, 8443)


async def get_updates(updates: Updates, webhook: Webhook, params: Json) -> list[Json]:
    if webhook.url:
        raise ApiError(409, errors.WEBHOOK_ACTIVE)
    updates.allow(params.get("allowed_updates"))
    limit = min(max(params.get("limit", 100), 1), 100)
    timeout = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
    return await updates.poll(params.get("offset", 0), limit, timeout)


def _on_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if _on_loopback(parts.hostname or ""):  # where tests live: any port, and no TLS
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def set_webhook(updates: Updates, webhook: Webhook, params: Json) -> bool:
    url = params.get("url", "")
    if not url:
        return await delete_webhook(updates, webhook, params)
    _check_url(url)
    secret = params.get("secret_token", "")
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    updates.allow(params.get("allowed_updates"))
    updates.end_poll(errors.POLL_ENDED_BY_WEBHOOK)
    _drop(updates, params)
    await webhook.start(url, secret, min(max(params.get("max_connections", 40), 1), 100))
    return True


async def delete_webhook(updates: Updates, webhook: Webhook, params: Json) -> bool:
    await webhook.stop()
    _drop(updates, params)
    return True


def _drop(updates: Updates, params: Json) -> None:
    if params.get("drop_pending_updates"):
        updates.pending.clear()


async def get_webhook_info(updates: Updates, webhook: Webhook, params: Json) -> Json:
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if webhook.last_error:
        info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error}
    if webhook.url:
        info |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
    if updates.allowed != BY_DEFAULT:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


RECEIVING = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}

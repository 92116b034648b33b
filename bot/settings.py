"""Every setting, read once from `KEKRAF_*` in the environment and from `.env`; each with its line of help.

A wrong value stops the start with one line: setting, fault, fix. Tokens and secrets are checked by use, not by shape.
"""

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ConfigFault

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseSettings):
    """The settings of one running bot. Secrets never show in logs or errors."""

    model_config = SettingsConfigDict(env_prefix="KEKRAF_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field("sqlite:///data/kekraf.db", description="sqlite:///FILE or postgresql://USER@HOST/NAME")
    data_dir: Path = Field(Path("data"), description="where files, the secret key and the lock live")
    http_host: str = Field("127.0.0.1", description="address the web server listens on")
    http_port: int = Field(8080, description="port of the web server", ge=0, le=65535)
    public_url: str = Field("", description="address people reach the bot at, for links and webhooks")
    timezone: str = Field("Asia/Jakarta", description="time zone of dates and hours")
    city: str = Field("palembang", description="the city pack: a folder of bot/city, or a path")
    admins: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="addresses that are always admin: telegram:123,..."
    )
    secret_key: SecretStr = Field(SecretStr(""), description="keys signatures; made once in the data folder if absent")
    metrics_token: SecretStr = Field(SecretStr(""), description="bearer token for /metrics from elsewhere")
    trusted_proxies: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="addresses whose X-Forwarded-For is believed, comma-separated"
    )
    backup_dir: Path | None = Field(None, description="where `run` puts a backup before it migrates")
    log_format: Literal["console", "json"] = Field("console", description="console or json")

    telegram_token: SecretStr = Field(SecretStr(""), description="the bot's token from BotFather")
    telegram_mode: Literal["auto", "poll", "webhook"] = Field(
        "auto", description="auto takes the webhook if the public URL is https or loopback"
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="another Bot API server")
    telegram_webhook_secret: SecretStr = Field(SecretStr(""), description="secret of the webhook; derived if absent")
    telegram_rate: float = Field(25.0, description="messages a second", gt=0)
    telegram_chat_rate: float = Field(1.0, description="messages a second to one chat, burst 3; 0 = off", ge=0)

    whatsapp_token: SecretStr = Field(SecretStr(""), description="access token of the Cloud API")
    whatsapp_phone_number_id: str = Field("", description="id of the business number")
    whatsapp_business_id: str = Field("", description="id of the business account")
    whatsapp_app_secret: SecretStr = Field(SecretStr(""), description="signs the webhooks")
    whatsapp_verify_token: SecretStr = Field(SecretStr(""), description="proves the webhook's address")
    whatsapp_api_url: str = Field("https://graph.facebook.com", description="another Graph server")
    whatsapp_rate: float = Field(80.0, description="messages a second", gt=0)
    whatsapp_patience: float = Field(1.5, description="seconds typed words wait for more", ge=0)
    whatsapp_budget: float = Field(0.0, description="US dollars a month for messages that cost", ge=0)

    @field_validator("admins", "trusted_proxies", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return frozenset(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("admins")
    @classmethod
    def _addresses(cls, value: frozenset[str]) -> frozenset[str]:
        for address in value:
            if ":" not in address:
                raise ValueError(f"{address!r} is not channel:id. Write telegram:123456")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no time zone. Write Asia/Jakarta") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError("is neither SQLite nor PostgreSQL. Write sqlite:///FILE or postgresql://USER@HOST/NAME")
        return value

    @field_validator("public_url", "telegram_api_url", "whatsapp_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{value!r} is no web address. Write https://HOST")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("is not encrypted. Write https://, http is for this machine only")
        return value.rstrip("/")

    @property
    def outside_url(self) -> str:
        """The public address, "" where it is none that others reach: no message holds the name of this machine."""
        return "" if urlsplit(self.public_url).hostname in LOOPBACK else self.public_url

    @property
    def sqlite_path(self) -> Path | None:
        """The database's file, None on PostgreSQL."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None

    @property
    def by_webhook(self) -> bool:
        """Whether Telegram is to call us."""
        if self.telegram_mode != "auto":
            return self.telegram_mode == "webhook"
        parts = urlsplit(self.public_url)
        return bool(self.public_url) and (parts.scheme == "https" or parts.hostname in LOOPBACK)


def read(**given: Any) -> Settings:
    """The settings of this process; `given` go before environment and file. Raises ConfigFault, one line."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = "KEKRAF_" + "_".join(str(part) for part in first["loc"]).upper()
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        fault, _, fix = said.partition(". ")
        field = Settings.model_fields.get(str(first["loc"][0]) if first["loc"] else "")
        raise ConfigFault(name, fault, f"{fix or 'It is: ' + str(field.description if field else '')}.") from None
    if settings.telegram_mode == "webhook" and settings.telegram_token.get_secret_value() and not settings.public_url:
        raise ConfigFault("KEKRAF_TELEGRAM_MODE", "a webhook needs an address", "Set KEKRAF_PUBLIC_URL, or poll.")
    return settings

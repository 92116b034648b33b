"""Languages: catalogues to speak from, words to understand."""

from collections.abc import Mapping

from bot.core.vocabulary import City
from bot.i18n.catalogue import DEFAULT, languages
from bot.i18n.speech import Speech

__all__ = ["DEFAULT", "Speech", "speeches"]


def speeches(city: City) -> Mapping[str, Speech]:
    """Every language the bot speaks, by its code."""
    return {language: Speech(language, city.lexicon) for language in languages()}

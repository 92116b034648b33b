"""Why somebody is not chosen: the city's list, as choices."""

from bot.core.flow import Answers, Facts
from bot.core.reading import Option
from handlers.shared.act_choices import SHORT, cut


def reasons(answers: Answers, facts: Facts) -> list[Option]:
    """The city's reasons."""
    return [
        Option(each.id, each.name[facts.language], short=cut(each.name[facts.language], SHORT))
        for each in facts.city.opportunities.declines
    ]

"""Claims in the notation of the trade: `97.3亿元 → 9730000000 CNY = new_in_period 2023`."""

from zonebook.core.bulletin.reading import read


def table(text):
    """Rows of a table literal: text | claim | value unit comparator kind [period]."""
    for line in text.strip().splitlines():
        if line.strip():
            yield [cell.strip() for cell in line.split("→")]


def told(claim):
    """A claim as one line."""
    value = claim.signed_value.normalize()
    return f"{claim.text} → {value:f} {claim.unit} {claim.comparator} {claim.kind}"


def claims(text, period="2023"):
    """All claims of a text as lines."""
    return [told(one) for one in read(text, period).claims]


def others(text, period="2023"):
    """All other numbers of a text with their reasons."""
    return [(one.text, one.reason) for one in read(text, period).not_claims]

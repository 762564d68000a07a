"""Numbers as one would write them in a sentence."""

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(number: int) -> str:
    return SMALL[number] if number < len(SMALL) else str(number)

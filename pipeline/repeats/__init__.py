"""Letters that say the same thing: which belong together, and how many letters, matters and senders there are."""

from pipeline.repeats.clusters import find_repeats
from pipeline.repeats.counting import RepeatCounts, repeat_counts

__all__ = ["RepeatCounts", "find_repeats", "repeat_counts"]

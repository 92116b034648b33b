"""A program that is bounded as the child is, and wants more."""

from bot.reports.child import MEMORY, bound

if __name__ == "__main__":
    bound()
    bytearray(MEMORY)

"""What SQLite needs not ask the database: the one running process holds `run.lock`, so it is alone."""

import asyncio

LOOK_S = 0.05  # how often another command's commits are looked for


class Alone:
    """Names are held by nobody else; a holder that is not this process is dead."""

    _names: frozenset[str] = frozenset()

    async def changed(self) -> bool:
        """Whether another process committed since this was last asked."""
        return False

    async def wait_changed(self, seconds: float) -> bool:
        """As `changed`, but waits for it so long."""
        end = asyncio.get_running_loop().time() + seconds
        while not (found := await self.changed()):
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await asyncio.sleep(min(left, LOOK_S))
        return found

    async def hold(self, name: str) -> bool:
        """Takes a name: always to be had."""
        self._names |= {name}
        return True

    async def free(self, name: str) -> None:
        """Gives a name back."""
        self._names -= {name}

    async def alive(self, name: str) -> bool:
        """Whether this process holds the name."""
        return name in self._names

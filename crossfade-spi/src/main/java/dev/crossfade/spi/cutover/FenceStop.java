package dev.crossfade.spi.cutover;

import dev.crossfade.core.change.Mark;

/**
 * Where a fenced database stopped: every write in scope is before it, none comes after it as long
 * as the fence stands.
 *
 * @param epoch under which the fence was raised
 * @param mark written into the log after the last transaction in flight had ended
 * @param log where the log was then, in the words of the database, for people and for whoever has
 *     to read the log from here
 */
public record FenceStop(long epoch, Mark mark, String log) {}

package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import java.time.Instant;

/**
 * What keeps a process from carrying a migration out; it is tried again.
 *
 * @param since when it was met first
 */
public record Hindrance(Problem problem, Instant since) {}

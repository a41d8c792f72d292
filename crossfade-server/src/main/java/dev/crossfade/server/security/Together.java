package dev.crossfade.server.security;

import java.util.function.Supplier;

/** Runs what has to happen all or not at all. */
@FunctionalInterface
public interface Together {

  /** Runs it in one transaction. */
  <T> T run(Supplier<T> work);
}

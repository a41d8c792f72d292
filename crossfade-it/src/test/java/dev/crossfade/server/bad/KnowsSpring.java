package dev.crossfade.server.bad;

import org.springframework.context.ApplicationContext;

/** Breaks a rule on purpose. */
class KnowsSpring {
  ApplicationContext context;
}

package dev.crossfade.embedded.demo.stack;

import org.jspecify.annotations.Nullable;

/** How an application shows what its database has, and writes what its clients say. */
interface Spelling {

  /** The unified database has everything in the spelling that clients know. */
  Spelling UNIFIED = new Spelling() {};

  /** A region as clients know it. */
  default @Nullable String region(@Nullable String stored) {
    return stored;
  }

  /** A country as clients know it. */
  default @Nullable String country(@Nullable String stored) {
    return stored;
  }

  /** An address as clients know it; null for what is none. */
  default @Nullable String email(@Nullable String stored) {
    return stored;
  }

  /** A channel as clients know it. */
  default String channel(String stored) {
    return stored;
  }

  /** A channel as the database has it. */
  default String storedChannel(String shown) {
    return shown;
  }

  /** The name of a campaign. */
  default String name(String stored) {
    return stored;
  }
}

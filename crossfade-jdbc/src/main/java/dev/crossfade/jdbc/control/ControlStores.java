package dev.crossfade.jdbc.control;

import dev.crossfade.spi.journal.ControlStore;

/** The way into this package. */
public final class ControlStores {

  private ControlStores() {}

  /** Opens a store; connects when it is used first. */
  public static ControlStore open(ControlSettings settings) {
    return new PostgresControl(new ControlDatabase(settings));
  }
}

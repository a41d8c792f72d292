package dev.crossfade.jdbc.control;

import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.traffic.RouteStore;

/** The way into this package. */
public final class ControlStores {

  private ControlStores() {}

  /** Opens a store; connects when it is used first. */
  public static ControlStore open(ControlSettings settings) {
    return new PostgresControl(new ControlDatabase(settings));
  }

  /** Opens a store's route records; connects when it is used first. */
  public static RouteStore routes(ControlSettings settings) {
    return new PostgresRoutes(new ControlDatabase(settings));
  }
}

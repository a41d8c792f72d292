package dev.crossfade.embedded.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What is remembered of the service of some process, for others that only want to know. */
public final class ServiceRecord {

  private final ServiceState state;

  private ServiceRecord(ServiceState state) {
    this.state = state;
  }

  /** Reads it; empty when nothing is there. */
  public static ServiceRecord of(Path folder) {
    try {
      return new ServiceRecord(ServiceState.read(folder.resolve("service.properties")));
    } catch (IOException e) {
      throw ServiceFolder.notUsable(folder, e);
    }
  }

  /** What was remembered under {@code name}. */
  public Optional<String> text(String name) {
    return state.text(name);
  }

  /** Whether it was started and not closed since. */
  public boolean started() {
    return state.process().isPresent();
  }
}

package dev.crossfade.embedded.process;

import dev.crossfade.embedded.ServiceEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one kind of service is set up, started, asked and stopped. Methods are called by one thread
 * at a time, except {@link #answers}.
 *
 * @param <E> how the service is reached
 */
public interface Recipe<E extends ServiceEndpoint> {

  /** Fixed for the life of the recipe. */
  E endpoint();

  /** Ports that must be free before the start. */
  List<Integer> ports();

  /** Unpacks programs and creates the data folder where missing. Called before every start. */
  void prepare() throws IOException;

  /** The command of the service's process; valid after {@link #prepare}. */
  List<String> command() throws IOException;

  /** Variables added to the process's environment. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** Folder in which the process starts; valid after {@link #prepare}. */
  Path workingFolder();

  /**
   * An argument no other process on the machine has, by which a process is recognised as this
   * service when its number was not recorded.
   */
  String mark();

  /** Whether the service answers with the expected credentials or identity. Never throws. */
  boolean answers();

  /** Called once after each start, when the service answers; not after an adoption. */
  default void started() throws IOException {}

  /** Name of the signal for an orderly stop, for example {@code TERM}. */
  String stopSignal();

  Duration startTimeout();
}

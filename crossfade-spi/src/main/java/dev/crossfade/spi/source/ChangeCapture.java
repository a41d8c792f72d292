package dev.crossfade.spi.source;

/**
 * The component that carries a source's log into an ordered stream. Thread-safe. Calls fail with
 * {@code ProblemException}: TRANSIENT when the component cannot be reached.
 */
public interface ChangeCapture extends AutoCloseable {

  /**
   * Creates or updates topic and connector and returns once capture is running. Idempotent: the
   * same request twice changes nothing.
   */
  void ensure(CaptureRequest request);

  /** How capture is doing now. */
  CaptureStatus status();

  /**
   * Where capture would go on after a restart, in the spelling of the source's {@link
   * LogIdentity#confirmed}; empty when it has stored no position.
   */
  String position();

  /** Opens the stream of what was captured. */
  ChangeStream openStream();

  /** Stops capture and removes connector, offsets and topic. Idempotent. */
  void remove();

  @Override
  void close();
}

package dev.crossfade.spi.traffic;

import dev.crossfade.core.traffic.GatewaySign;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the signed route record of each group of gateways is kept. It believes nobody: who reads a
 * record checks its signature. Time is that of the store alone. Thread-safe; failures to reach it
 * are {@code ProblemException} of kind TRANSIENT.
 */
public interface RouteStore extends AutoCloseable {

  /** Creates what it needs. Idempotent; several processes may call it at once. */
  void prepare();

  /** The record in force as a signed note; empty when there never was one. */
  Optional<String> read(String group);

  /**
   * Tells that a gateway lives and how far it has obeyed, then reads the record in force. What was
   * told is in the store before the record is read.
   */
  Optional<String> renew(String group, Beat beat);

  /**
   * Puts a record in force on condition that none came between and that the rules allow it, both
   * checked in the transaction that writes.
   *
   * @param note a signed record; its epoch is one larger than that of the record in force, where
   *     none in force counts as epoch 0
   */
  Published publish(String note);

  /**
   * Waits until a record of another epoch may have been put in force, or for so long. It saves time
   * and promises nothing: who comes back reads. Never fails.
   *
   * @param epoch of the record that the caller knows; 0 when he knows none
   */
  void await(String group, long epoch, Duration longest);

  /** The signs of life of a group's gateways, by name. */
  List<GatewaySign> gateways(String group);

  /** Forgets a gateway that has ended in order: nothing that it forwarded is under way. */
  void leave(String group, String gateway);

  @Override
  void close();
}

package dev.crossfade.spi.target;

/**
 * Lets processes that do not own a migration work for it, under the epoch of whoever does. The
 * owner makes an offer; others accept it, and may then do all that {@link TargetDatabase} says is
 * done under an epoch, as long as the offer stands. It outlives its owner: under a later epoch it
 * has to be accepted anew, which is possible at once. Thread-safe; failures to reach the target are
 * {@code ProblemException} of kind TRANSIENT.
 */
public interface WorkOffer {

  /**
   * Offers work by these mappings, as the owner. From its return on whoever works by other ones is
   * refused, also with what was under way. An offer of the same mappings is left alone, and so are
   * those who work by it.
   *
   * @param mappings version of all mappings together
   * @throws OwnershipLostException when a later epoch was seen; nothing is changed
   */
  void make(String mappings);

  /**
   * Withdraws the offer, as the owner. From its return on nothing that others have under way
   * commits, and streams have to be owned anew. Idempotent.
   *
   * @throws OwnershipLostException when a later epoch was seen; nothing is changed
   */
  void withdraw();

  /**
   * Works under the latest epoch from now on, if work by these mappings is offered.
   *
   * @param journal name of the control store by which we know of the migration
   * @return whether it is; if not, nothing has changed
   * @throws dev.crossfade.core.problem.ProblemException of an OPERATOR's code when the target
   *     belongs to another journal
   */
  boolean accept(String journal, String mappings);

  /** Whether what this instance does would not be refused now, be it as owner or by an offer. */
  boolean stands();
}

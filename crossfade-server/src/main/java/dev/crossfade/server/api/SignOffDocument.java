package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.core.phase.Evidence;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOffBasis;
import dev.crossfade.core.phase.StepKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that people agree to what lies behind a gate.
 *
 * @param gate the phase behind it
 * @param requestedBy who asked, and cannot agree himself
 * @param hash of what it is about
 * @param about what it is about; only of the one that is open
 * @param ended who took it back, and why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SignOffDocument(
    String apiVersion,
    String id,
    String migration,
    Phase gate,
    State state,
    String requestedBy,
    String reason,
    Instant requestedAt,
    Instant expiresAt,
    String hash,
    List<Act> approvals,
    @Nullable About about,
    @Nullable Act ended) {

  static final String API_VERSION = "crossfade.dev/sign-off/v1";

  /** What becomes of one. */
  enum State {
    /** Some who have to agree have not. */
    WAITING,
    /** Enough agreed, and the gate is open. */
    SIGNED,
    /** It ran out. */
    EXPIRED,
    /** What it is about has changed. */
    VOID,
    /** The gate was passed. */
    USED,
    /** Somebody took it back. */
    REVOKED,
    /** Another request took its place. */
    REPLACED
  }

  /** What somebody did about it. */
  record Act(String by, String reason, Instant at) {}

  /**
   * What people agree to.
   *
   * @param hash of it as it is now; where it differs from that of the request, the request is void
   * @param specification hash of the specification
   * @param steps of the plan
   * @param evidence what the steps that were done came to
   * @param overridden checks that somebody answers for
   * @param broughtBack of a cutover: whether a way back would bring every column to the sources
   * @param lost of a cutover: all columns of the target of which it would bring nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record About(
      String hash,
      int required,
      String specification,
      List<String> steps,
      List<Proof> evidence,
      List<String> overridden,
      @Nullable BroughtBack broughtBack,
      @Nullable List<String> lost) {

    static About of(SignOffBasis basis) {
      return new About(
          basis.hash(),
          basis.required(),
          basis.specification(),
          basis.steps(),
          basis.evidence().stream().map(Proof::of).toList(),
          basis.overridden(),
          basis.gate() == Phase.CUTOVER ? BroughtBack.of(basis.lost()) : null,
          basis.lost().orElse(null));
    }
  }

  /** What a way back would bring to the sources. */
  enum BroughtBack {
    /** Every column. */
    ALL,
    /** All but those that are lost. */
    NOT_ALL,
    /** No verification has said so under this specification: verify, then it does. */
    NOT_KNOWN;

    static BroughtBack of(Optional<List<String>> lost) {
      return lost.map(columns -> columns.isEmpty() ? ALL : NOT_ALL).orElse(NOT_KNOWN);
    }
  }

  /**
   * What a step came to.
   *
   * @param version the line of the journal that says so
   */
  record Proof(StepKind step, long version, String result) {

    static Proof of(Evidence evidence) {
      return new Proof(evidence.step(), evidence.version(), evidence.result());
    }
  }
}

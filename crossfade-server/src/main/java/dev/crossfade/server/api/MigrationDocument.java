package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.PhaseTable;
import dev.crossfade.core.phase.SignOffStanding;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.phase.StepState;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.phase.Visit;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.spi.journal.Holder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A migration: what it is, where it is, and what may be asked for.
 *
 * @param version of its journal, which names its state
 * @param interrupted the phase that it goes back to
 * @param flags what keeps its gates closed
 * @param trouble why something failed last, or why its specification cannot be read any more; empty
 *     once it goes on
 * @param steps of the phase
 * @param owner who carries it out; null when nobody does at this moment, so nothing happens
 * @param signOff how far people have agreed to what is next; null when nobody has to
 * @param actions what may be asked for now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MigrationDocument(
    String apiVersion,
    String name,
    Phase phase,
    long version,
    @Nullable Phase interrupted,
    Set<Flag> flags,
    String trouble,
    List<Step> steps,
    @Nullable Owner owner,
    @Nullable String environment,
    String contentHash,
    Instant createdAt,
    String createdBy,
    @Nullable SignOff signOff,
    List<String> actions,
    @JsonProperty("next_steps") List<String> nextSteps) {

  static final String API_VERSION = "crossfade.dev/migration/v1";

  /** A reason has to be given, and only people know it. */
  private static final String WHY = " --reason TEXT";

  /** How far a step is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Step(StepKind kind, StepState.Status status, int attempts, @Nullable Instant notBefore) {

    static Step of(StepState state) {
      boolean waits =
          state.status() == StepState.Status.OPEN && state.notBefore().isAfter(Instant.EPOCH);
      return new Step(
          state.kind(), state.status(), state.attempts(), waits ? state.notBefore() : null);
    }
  }

  /**
   * How far people have agreed to what lies behind the gate ahead.
   *
   * @param gate the phase behind it
   * @param required how many have to agree
   * @param approvedBy who has
   * @param id of the request; null when nobody has asked for it
   * @param requestedBy who cannot agree, because he asked for it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SignOff(
      Phase gate,
      SignOffStanding.State state,
      int required,
      List<String> approvedBy,
      @Nullable String id,
      @Nullable String requestedBy,
      @Nullable Instant expiresAt) {

    static SignOff of(SignOffStanding standing) {
      Optional<dev.crossfade.core.phase.SignOff> request = standing.request();
      return new SignOff(
          standing.gate(),
          standing.state(),
          standing.basis().required(),
          request.map(dev.crossfade.core.phase.SignOff::signers).orElse(List.of()),
          request.map(dev.crossfade.core.phase.SignOff::id).orElse(null),
          request.map(dev.crossfade.core.phase.SignOff::requester).orElse(null),
          request.map(dev.crossfade.core.phase.SignOff::until).orElse(null));
    }
  }

  /** Who carries a migration out, under which epoch. */
  record Owner(String name, long epoch) {}

  static MigrationDocument of(Clerk.Filed filed) {
    MigrationState state = filed.state();
    List<String> actions = actions(state);
    return new MigrationDocument(
        API_VERSION,
        state.migration(),
        state.phase(),
        state.version(),
        state.interrupted().map(Visit::phase).orElse(null),
        new TreeSet<>(state.flags()),
        filed.flaw().isEmpty() ? state.trouble() : filed.flaw(),
        state.here().steps().stream().map(Step::of).toList(),
        filed.holder().map(MigrationDocument::owner).orElse(null),
        filed.document().environment(),
        filed.document().contentHash(),
        filed.document().createdAt(),
        filed.document().createdBy(),
        filed.signOff().map(SignOff::of).orElse(null),
        actions,
        nextSteps(filed));
  }

  private static Owner owner(Holder holder) {
    return new Owner(holder.owner(), holder.epoch());
  }

  static String word(Trigger trigger) {
    return trigger.word();
  }

  private static List<String> actions(MigrationState state) {
    return PhaseTable.MIGRATION.askable(state.phase()).stream()
        .filter(Desk.OFFERED::contains)
        .map(MigrationDocument::word)
        .toList();
  }

  static List<String> nextSteps(Clerk.Filed filed) {
    MigrationState state = filed.state();
    List<String> steps = new ArrayList<>();
    filed.signOff().map(standing -> signing(state.migration(), standing)).ifPresent(steps::add);
    if (state.phase() == Phase.DRAFT) {
      return List.of(
          "crossfade migration plan " + state.migration(),
          "crossfade migration start " + state.migration());
    }
    actions(state)
        .forEach(word -> steps.add("crossfade migration " + word + " " + state.migration()));
    steps.remove("");
    return steps;
  }

  private static String signing(String migration, SignOffStanding standing) {
    return switch (standing.state()) {
      case NOT_REQUESTED, EXPIRED, VOID -> "crossfade signoff request " + migration + WHY;
      case WAITING ->
          "crossfade signoff approve "
              + migration
              + " "
              + standing.request().orElseThrow().id()
              + WHY;
      case SIGNED -> "";
    };
  }
}

package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.engine.audit.RowHistory;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.audit.StoreAudit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Proofs of what happened to single rows. */
@RestController
@Tag(name = "History")
class ProofResource {

  private static final int MOST_CHECKPOINTS = 100;

  private final Clerk clerk;
  private final Lookout lookout;
  private final StoreAudit audit;

  ProofResource(Clerk clerk, Lookout lookout, StoreAudit audit) {
    this.clerk = clerk;
    this.lookout = lookout;
    this.audit = audit;
  }

  /**
   * A row of which proofs are wanted.
   *
   * @param checkpoints kept ones, from which the log is to be shown to go on
   */
  record Wanted(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String entity,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<String> key,
      @Nullable List<String> checkpoints) {

    Wanted {
      WhyResource.Row row = new WhyResource.Row(entity, key);
      key = row.key();
      checkpoints = checkpoints == null ? List.of() : List.copyOf(notNull(checkpoints));
    }

    private static List<String> notNull(List<String> checkpoints) {
      if (checkpoints.size() > MOST_CHECKPOINTS || checkpoints.contains(null)) {
        throw Flaws.invalid(
            "/checkpoints", "There are at most " + MOST_CHECKPOINTS + ", and none is null.");
      }
      return checkpoints;
    }

    List<SignedNote> notes() {
      List<SignedNote> notes = new ArrayList<>();
      for (String text : checkpoints == null ? List.<String>of() : checkpoints) {
        try {
          notes.add(SignedNote.parse(text));
        } catch (IllegalArgumentException e) {
          throw Flaws.invalid("/checkpoints", "One is no signed note.");
        }
      }
      return notes;
    }

    @Override
    public String toString() {
      return "Wanted[" + entity + "]";
    }
  }

  /**
   * Proofs of everything that loads did to a row.
   *
   * @param loads how many loads did something to it
   * @param unproven how many of them are not in the log yet; they are within seconds as long as
   *     somebody carries the migration out
   * @param bundle lines of the bundle for audit verify
   */
  record Proof(
      String apiVersion,
      String migration,
      String entity,
      long loads,
      long unproven,
      List<String> bundle,
      @JsonProperty("next_steps") List<String> nextSteps) {}

  @PostMapping("/api/v1/migrations/{name}:prove")
  @Operation(
      summary = "Proves everything that happened to a row.",
      description =
          "Signs the log, and gives a bundle for audit verify. It holds hashes only, no value of the"
              + " row.")
  Proof prove(@MigrationName @PathVariable String name, @RequestBody Wanted row) {
    List<SignedNote> kept = row.notes();
    List<RowHistory.Done> history = lookout.history(clerk.document(name), row.entity(), row.key());
    List<String> bundle = new ArrayList<>();
    long unproven = audit.prove(history, kept, line -> bundle.add(line.format()));
    return new Proof(
        "crossfade.dev/proof/v1",
        name,
        row.entity(),
        history.size(),
        unproven,
        bundle,
        List.of("crossfade audit verify BUNDLE"));
  }
}

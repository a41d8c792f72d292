package dev.crossfade.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.server.store.Documents.Document;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told that they can do next is nothing that would be refused at once. */
class MigrationDocumentTest {

  @Test
  void nobody_is_sent_to_what_nothing_carries_out() {
    MigrationState live =
        MigrationState.draft("unify").after(new Event.Entered(Phase.LIVE, Trigger.FINISHED));
    Document document = new Document("unify", Map.of(), null, "hash", Instant.EPOCH, "anna");

    MigrationDocument shown =
        MigrationDocument.of(
            new Clerk.Filed(document, live, Optional.empty(), Optional.empty(), ""));

    assertThat(shown.actions()).contains("verify", "pause").doesNotContain("reload");
    assertThat(shown.nextSteps())
        .contains("crossfade migration verify unify")
        .noneMatch(step -> step.contains("reload"));
  }
}

package dev.crossfade.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Json;
import dev.crossfade.server.run.Proofs;
import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusViewTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void beforeTheFirstRun() {
    StatusView view = status(Map.of(), List.of(), List.of());

    assertThat(view.sentence()).isEqualTo("nothing has been done yet.");
    assertThat(view.nextSteps()).containsExactly("crossfade run DIR");
  }

  @Test
  void publishedIsNotYetVerified() {
    StatusView view = status(Map.of("contact", EntityState.LIVE), List.of(), List.of());

    assertThat(view.sentence()).isEqualTo("all 1 table published, not verified.");
    assertThat(view.nextSteps()).containsExactly("crossfade verify DIR");
  }

  @Test
  void aVerdictHasAnAge() {
    StatusView view =
        status(
            Map.of("contact", EntityState.LIVE),
            List.of(verdict(Verdict.Result.EQUAL)),
            List.of(new QuarantineGroup("contact", "CF-1301", "region", "unknown", 3)));

    assertThat(view.sentence()).isEqualTo("all 1 table published, verified EQUAL 2 min 5 s ago.");
    assertThat(view.nextSteps()).containsExactly("crossfade quarantine list DIR");
  }

  @Test
  void anUpkeepIsNeverShownAsAFullPass() {
    Verdict upkeep = covering(new Coverage.Upkeep(NOW.minusSeconds(7_325), 3));

    StatusView status = status(Map.of("contact", EntityState.LIVE), List.of(upkeep), List.of());
    VerifyView verify = new VerifyView("unify", "DIR", List.of(upkeep));

    assertThat(status.sentence())
        .isEqualTo(
            "all 1 table published, verified EQUAL 2 min 5 s ago for touched keys, all rows"
                + " 2 h 2 min ago.");
    assertThat(
            String.join("\n", verify.lines(new Console(System.out, System.err, Map.of(), false))))
        .contains("3 touched keys, full pass 2 h 0 min ago")
        .contains("only rows whose keys were touched since the last verdict");
    assertThat(Json.text(verify.document()))
        .contains("\"kind\" : \"upkeep\"", "\"touchedKeys\" : 3", "\"fullPass\"");
    assertThat(Proofs.verify(List.of(upkeep, verdict(Verdict.Result.EQUAL))).coverage())
        .isEqualTo("upkeep");
  }

  @Test
  void aFullPassInPlaceOfUpkeepSaysWhy() {
    Verdict full = covering(new Coverage.Full("it has no key"));

    VerifyView verify = new VerifyView("unify", "DIR", List.of(full));

    assertThat(verify.lines(new Console(System.out, System.err, Map.of(), false)))
        .contains("Full pass of contact instead, because it has no key")
        .anyMatch(line -> line.contains("all rows"));
    assertThat(Json.text(verify.document()))
        .contains("\"kind\" : \"full\"", "\"because\" : \"it has no key\"");
    assertThat(Proofs.verify(List.of(full)).coverage()).isEqualTo("full");
  }

  private static Verdict covering(Coverage coverage) {
    return new Verdict(
        "contact",
        Verdict.Result.EQUAL,
        3,
        0,
        List.of(),
        0,
        0,
        0,
        Map.of(),
        "v",
        NOW.minusSeconds(126),
        NOW.minusSeconds(125),
        coverage,
        Map.of());
  }

  @Test
  void whatAVerdictLeavesOutIsSaid() {
    Verdict verdict =
        new Verdict(
            "contact",
            Verdict.Result.EQUAL,
            10,
            0,
            List.of(),
            0,
            4,
            3,
            Map.of(),
            "v",
            NOW,
            NOW.minusSeconds(125));
    String left =
        "; 4 rows in quarantine not compared: 3 refused by their mapping, 1 by the target";

    StatusView status = status(Map.of("contact", EntityState.LIVE), List.of(verdict), List.of());
    VerifyView verify = new VerifyView("unify", "DIR", List.of(verdict));

    assertThat(status.sentence())
        .isEqualTo("all 1 table published, verified EQUAL 2 min 5 s ago" + left + ".");
    assertThat(verify.lines(new Console(System.out, System.err, Map.of(), false)))
        .contains("Verdict: EQUAL (10 rows compared, 0 differ" + left + ")");
    assertThat(Json.text(verify.document())).contains("\"parked\" : 4", "\"refused\" : 3");
  }

  @Test
  void unequalIsSaid() {
    StatusView view =
        status(
            Map.of("contact", EntityState.LIVE),
            List.of(verdict(Verdict.Result.DIFFERENT)),
            List.of());

    assertThat(view.sentence()).contains("NOT");
    assertThat(view.nextSteps()).containsExactly("crossfade verify DIR");
  }

  @Test
  void anAlarmIsSaidBeforeAnythingElse() {
    StatusView view =
        new StatusView(
            "unify",
            "DIR",
            Map.of("contact", EntityState.LIVE),
            Map.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(verdict(Verdict.Result.EQUAL)),
            Map.of("crm", "CF-5015 rows changed unseen"),
            List.of(),
            null,
            null,
            NOW);

    assertThat(view.sentence())
        .isEqualTo("stopped in crm, changes of it do not arrive; 1 of 1 entities published.");
    assertThat(Json.text(view.document())).contains("CF-5015 rows changed unseen");
  }

  @Test
  void whatDoesNotWorkNowIsSaid() {
    StatusView view =
        new StatusView(
            "unify",
            "DIR",
            Map.of("contact", EntityState.LIVE),
            Map.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of("2026-01-02T03:00:00Z CF-4001 Kafka Connect does not answer"),
            null,
            null,
            NOW);

    Console console = new Console(System.out, System.err, Map.of(), false);
    assertThat(view.lines(console))
        .contains("trouble since 2026-01-02T03:00:00Z CF-4001 Kafka Connect does not answer");
    assertThat(Json.text(view.document()))
        .contains("\"since\" : \"2026-01-02T03:00:00Z\"", "\"code\" : \"CF-4001\"")
        .contains("\"what\" : \"Kafka Connect does not answer\"");
  }

  @Test
  void theDocumentIsVersionedAndTellsTheLag() {
    String json = Json.text(status(Map.of(), List.of(), List.of()).document());

    assertThat(json)
        .contains("\"apiVersion\" : \"crossfade.dev/status/v1\"")
        .contains("\"behindMillis\" : 1500")
        .contains("\"next_steps\" : [ \"crossfade run DIR\" ]");
  }

  private static StatusView status(
      Map<String, EntityState> states, List<Verdict> verdicts, List<QuarantineGroup> parked) {
    StreamState stream = new StreamState("id", 7, Position.START, 1, NOW.minusMillis(1500), 1);
    return new StatusView(
        "unify",
        "DIR",
        states,
        Map.of(),
        List.of(),
        Map.of("crm", stream),
        parked,
        verdicts,
        Map.of(),
        List.of(),
        STANDING,
        null,
        NOW);
  }

  private static final Standing STANDING =
      new Standing(
          MigrationState.draft("unify")
              .after(
                  List.of(
                      new Event.Entered(Phase.PREPARING, Trigger.START),
                      new Event.Raised(Flag.GAP))),
          Optional.of(new Holder("anna@host process 1 ab", 7, Duration.ofSeconds(5))));

  @Test
  void the_phase_and_who_looks_after_it_are_told() {
    Console console = new Console(System.out, System.err, Map.of(), false);
    StatusView view = status(Map.of("contact", EntityState.LIVE), List.of(), List.of());
    assertThat(view.lines(console))
        .contains("phase PREPARING, gates closed by [GAP]; owner anna@host process 1 ab");
    assertThat(Json.text(view.document()))
        .contains("\"phase\" : \"PREPARING\"", "\"epoch\" : 7", "\"leaseMillis\" : 5000");
    Standing free =
        new Standing(
            STANDING.state(), Optional.of(new Holder("anna@host process 1 ab", 7, Duration.ZERO)));
    assertThat(free.line()).endsWith("; no owner now");
    assertThat(free.document()).doesNotContainKey("owner");
  }

  private static Verdict verdict(Verdict.Result result) {
    return new Verdict(
        "contact", result, 10, 0, List.of(), 0, 0, 0, Map.of(), "v", NOW, NOW.minusSeconds(125));
  }
}

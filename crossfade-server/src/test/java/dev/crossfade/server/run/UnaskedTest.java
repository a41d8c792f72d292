package dev.crossfade.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.core.spec.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked of a graph, and what of that cannot be. */
class UnaskedTest {
  private static final CheckGraph GRAPH =
      new CheckGraph(
          List.of(
              check("contact/counts", "contact", CheckKind.COUNTS),
              check("touch/counts", "touch", CheckKind.COUNTS),
              check("touch/references", "touch", CheckKind.REFERENCES),
              check("sql/few", "", CheckKind.SQL),
              check("report", "", CheckKind.REPORT)),
          List.of());

  private static Check check(String id, String entity, CheckKind kind) {
    return new Check(id, kind, entity, Severity.ERROR, "", "", null, Map.of());
  }

  @Test
  void everyNodeOfAnEntityThatIsLeftOutSaysWhyAndSoDoesWhatRefersToIt() {
    Unasked unasked =
        new Unasked(
            Map.of("contact", "contact was left out: no key"),
            List.of(new ReferenceSpec("touch", List.of("contact"), "contact", List.of())));

    assertThat(unasked.nodes(GRAPH))
        .containsOnly(
            Map.entry("contact/counts", "contact was left out: no key"),
            Map.entry("touch/references", "it refers to contact: contact was left out: no key"));
    assertThat(unasked.nodes(Wanted.of(GRAPH, check -> check.id().equals("touch/counts"))))
        .isEmpty();
  }

  @Test
  void nothingWantedIsNoReportEither() {
    assertThat(Wanted.of(GRAPH, check -> false).checks()).isEmpty();
    assertThat(Wanted.of(GRAPH, check -> check.entity().equals("touch")).checks())
        .extracting(Check::id)
        .containsExactly("touch/counts", "touch/references", "report");
  }
}

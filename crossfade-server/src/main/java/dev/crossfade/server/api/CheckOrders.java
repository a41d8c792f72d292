package dev.crossfade.server.api;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.check.StoredChecks;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks checks because somebody wants to know, one migration at a time. Thread-safe. */
final class CheckOrders implements AutoCloseable {

  private static final int AT_ONCE = 1;
  private static final int MOST_WAITING = 10;
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final Problem BUSY =
      Problem.of(
          ApiProblem.BUSY,
          "Too many checks are being asked.",
          "One migration is under way and " + MOST_WAITING + " wait.",
          "Ask again in a minute.");

  private final Clerk clerk;
  private final Workroom room;

  CheckOrders(Works works, Clerk clerk, ReleasedSecrets released, Map<String, String> environment) {
    this.clerk = clerk;
    this.room =
        new Workroom(
            new Workroom.Terms("check", "The checks", AT_ONCE, MOST_WAITING, LONGEST, BUSY),
            works,
            released,
            environment);
  }

  /** All checks of a migration. */
  static CheckGraph graph(Document document) {
    return PlannedChecks.of(
        SpecificationLoader.load(document.files(), document.environment()).spec());
  }

  /** Makes sure that there is a check of this name. */
  static Check mustKnow(Document document, String check) {
    return graph(document).checks().stream()
        .filter(each -> each.id().equals(check))
        .findFirst()
        .orElseThrow(() -> Flaws.notFound("check of this name"));
  }

  private static CheckGraph wanted(Document document, CheckResource.CheckWish wish) {
    CheckGraph all = graph(document);
    List<String> checks = wish.checks() == null ? List.of() : wish.checks();
    checks.forEach(each -> mustKnow(document, each));
    Set<String> meant = new LinkedHashSet<>(checks);
    @Nullable String entity = wish.entity();
    if (entity != null) {
      all.checks().stream()
          .filter(each -> each.entity().equals(entity))
          .forEach(each -> meant.add(each.id()));
      if (meant.size() == checks.size()) {
        throw Flaws.notFound("entity of this name with checks");
      }
    }
    return meant.isEmpty() ? all : all.only(meant);
  }

  /** Begins to ask. */
  Operation order(Document document, CheckResource.CheckWish wish, String actor) {
    CheckGraph graph = wanted(document, wish);
    clerk.act(
        document.name(), actor, Map.of("act", "check", "checks", (long) graph.checks().size()));
    return room.begin(document, actor, connected -> StoredChecks.onDemand(connected, graph));
  }

  @Override
  public void close() {
    room.close();
  }
}

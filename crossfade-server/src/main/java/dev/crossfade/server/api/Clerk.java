package dev.crossfade.server.api;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.core.phase.Command;
import dev.crossfade.core.phase.Decider;
import dev.crossfade.core.phase.Facts;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.SignOffStanding;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Journal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what is on record of migrations, and records what people ask for. Thread-safe. */
final class Clerk {

  private final ControlStore store;
  private final Documents documents;
  private final Clock clock;
  private final Demanded demanded = new Demanded();
  private final Supplier<String> ids = () -> UUID.randomUUID().toString();

  Clerk(ControlStore store, Documents documents, Clock clock) {
    this.store = store;
    this.documents = documents;
    this.clock = clock;
  }

  /**
   * A migration as it is on record.
   *
   * @param holder who carries it out, if somebody does at this moment
   * @param signOff how far people have agreed to what lies behind the gate ahead, if they have to
   * @param flaw why the specification, accepted once, cannot be read any more; empty if it can
   */
  record Filed(
      Document document,
      MigrationState state,
      Optional<Holder> holder,
      Optional<SignOffStanding> signOff,
      String flaw) {}

  Journal journal() {
    return store.journal();
  }

  Document document(String name) {
    return Optional.of(name)
        .filter(text -> text.matches(Bodies.MIGRATION))
        .flatMap(documents::find)
        .orElseThrow(() -> Flaws.notFound("migration of this name"));
  }

  Filed file(String name) {
    return file(document(name));
  }

  Filed file(Document document) {
    Desk desk = new Desk(store.journal(), clock, ids, SignOffDemand.NONE);
    return filed(document, desk.read(document.name()));
  }

  /** What is on record can be seen, and mended, whatever is wrong with the specification. */
  private Filed filed(Document document, MigrationState state) {
    Optional<Holder> holder = holder(document.name());
    try {
      Optional<SignOffStanding> signOff =
          SignOffStanding.before(state, demanded.by(document), clock.instant());
      return new Filed(document, state, holder, signOff, "");
    } catch (ProblemException e) {
      Problem problem = e.problem();
      String flaw = problem.code().text() + " " + problem.what() + ": " + problem.why();
      return new Filed(document, state, holder, Optional.empty(), flaw);
    }
  }

  private Optional<Holder> holder(String name) {
    return store.leases().holder(name).filter(Holder::holds);
  }

  /** Records something else that somebody does to a migration. */
  void act(String migration, String actor, Map<String, @Nullable Object> what) {
    store
        .audit()
        .append(
            List.of(new Leaf(ids.get(), LeafKind.ACT, clock.instant(), actor, migration, what)));
  }

  /**
   * Makes sure that this could be asked for now, of the state that somebody saw.
   *
   * @throws ProblemException when it could not
   */
  void mayAsk(Filed filed, Trigger what, OptionalLong expected) {
    MigrationState state = filed.state();
    if (expected.isPresent() && expected.getAsLong() != state.version()) {
      throw Tags.changed(Tags.of(state.version()));
    }
    Facts facts = Facts.onRecord(state, demanded.by(filed.document()));
    Decider.decide(state, new Command.Ask(what), facts, clock.instant());
  }

  /** Records what somebody wants of the state that he saw. */
  Filed ask(String name, Trigger what, String actor, OptionalLong expected) {
    return take(name, expected, ids, desk -> desk.ask(name, what, actor));
  }

  /**
   * The same, by an append of this id: whoever does not learn what became of it finds out by the
   * journal.
   */
  Filed ask(String name, Trigger what, String actor, OptionalLong expected, String append) {
    return take(name, expected, () -> append, desk -> desk.ask(name, what, actor));
  }

  /** Records what somebody does about a sign-off, or about how long the way back is open. */
  Filed sign(String name, Command command, String actor, OptionalLong expected) {
    return take(name, expected, ids, desk -> desk.sign(name, command, actor));
  }

  /**
   * Makes sure that a migration that was begun can be given this specification now.
   *
   * @throws ProblemException when what was signed is being carried out
   */
  void mayDescribe(Filed filed, Document next) {
    if (unchanged(filed, next)) {
      return;
    }
    Facts facts = Facts.onRecord(filed.state(), demanded.by(next));
    Decider.decide(filed.state(), new Command.Describe(), facts, clock.instant());
  }

  /**
   * Puts on the record of what was begun which specification counts from here on. That is done
   * before it takes the place of the other, so whoever still has that one opens no gate with it.
   */
  void describe(Filed filed, Document next, String actor) {
    if (!unchanged(filed, next)) {
      describe(next, actor);
    }
  }

  private static boolean unchanged(Filed filed, Document next) {
    return filed.document().contentHash().equals(next.contentHash())
        && filed.state().signOffs().described().isEmpty();
  }

  /** Puts on record that the specification which is there now counts, whoever gave it. */
  void described(String name, String actor) {
    Document now = document(name);
    describe(now, actor);
    while (!document(name).contentHash().equals(now.contentHash())) {
      now = document(name);
      describe(now, actor);
    }
  }

  private void describe(Document next, String actor) {
    Desk desk = new Desk(store.journal(), clock, ids, demanded.by(next));
    if (desk.read(next.name()).version() > 0) {
      desk.describe(next.name(), actor);
    }
  }

  private Filed take(
      String name,
      OptionalLong expected,
      Supplier<String> appends,
      Function<Desk, MigrationState> act) {
    Document document = document(name);
    Journal journal =
        expected.isPresent()
            ? new ExpectedJournal(store.journal(), expected.getAsLong())
            : store.journal();
    return filed(document, act.apply(new Desk(journal, clock, appends, demanded.by(document))));
  }
}

package dev.crossfade.bench.stream;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Records;
import dev.crossfade.bench.crossfade.Specification;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code crossfade run}, following with the mapping of twelve columns. */
final class CrossfadeFollower implements Follower {

  private static int migrations;

  private final Pair pair;
  private final Transport transport;
  private final Options options;
  private final Workplace workplace;
  private final Records records;
  private final Checking checking;
  private @Nullable CrossfadeCommand command;
  private @Nullable Process process;
  private @Nullable Arrival arrival;

  CrossfadeFollower(Pair pair, Transport transport, Options options, Workplace workplace) {
    this(pair, transport, options, workplace, Records.KEPT);
  }

  CrossfadeFollower(
      Pair pair, Transport transport, Options options, Workplace workplace, Records records) {
    this(pair, transport, options, workplace, records, Checking.NEVER);
  }

  CrossfadeFollower(
      Pair pair,
      Transport transport,
      Options options,
      Workplace workplace,
      Records records,
      Checking checking) {
    this.pair = pair;
    this.transport = transport;
    this.options = options;
    this.workplace = workplace;
    this.records = records;
    this.checking = checking;
  }

  @Override
  public String name() {
    return "Crossfade, mapped" + records.suffix() + checking.suffix();
  }

  @Override
  public String table() {
    return "marketing.contact";
  }

  @Override
  public String key() {
    return "contact_id";
  }

  @Override
  public void begin() throws Exception {
    pair.target().recreate();
    command =
        CrossfadeCommand.in(
                options.root(),
                workplace.path("specification"),
                new Specification(
                    "follow" + ++migrations, checking.files(), "postgresql", transport))
            .between(pair.source(), pair.target())
            .keeping(records);
    process = command.start();
    while (pair.target().value("SELECT to_regclass('marketing.contact')").equals("null")
        || pair.target().value("SELECT count(*) FROM marketing.contact").equals("0")) {
      Thread.sleep(200);
      if (!process.isAlive()) {
        throw new IllegalStateException("crossfade ended");
      }
    }
    // it verifies once when it has published
    TimeUnit.SECONDS.sleep(3 + (long) (20 * options.scale()));
  }

  private String connector() throws Exception {
    return transport.connect().names().get(0);
  }

  @Override
  public void pause() throws Exception {
    transport.connect().stop(connector());
    while (!pair.source()
        .value("SELECT count(*) FROM pg_replication_slots WHERE active")
        .equals("0")) {
      Thread.sleep(100);
    }
  }

  @Override
  public void resume() throws Exception {
    transport.connect().resume(connector());
  }

  /** All checks are due from now on, if any has a schedule. */
  void forgetChecks() throws Exception {
    if (checking == Checking.EVERY_MINUTE) {
      pair.target().execute("TRUNCATE crossfade.check_run CASCADE");
    }
  }

  @Override
  public boolean arrived(long id, long changes) throws Exception {
    if (arrival == null) {
      arrival = Arrival.in(pair.target(), table(), key());
    }
    return arrival.of(id);
  }

  @Override
  public void check() throws Exception {
    if (checking == Checking.EVERY_MINUTE) {
      mustHaveChecked();
    }
    stop();
    if (command != null) {
      command.verify(Long.parseLong(pair.source().value("SELECT count(*) FROM contacts")));
    }
  }

  /** No figure without checks that were asked while the changes came. */
  private void mustHaveChecked() throws Exception {
    String asked =
        pair.target()
            .value(
                "SELECT count(*) || ' runs, ' || coalesce(sum(extract(epoch FROM finished_at"
                    + " - started_at)), 0) || ' s' FROM crossfade.check_run");
    System.out.println("  checks meanwhile: " + asked);
    if (asked.startsWith("0 ")) {
      throw new IllegalStateException("nothing was checked");
    }
  }

  /** Ends the process; capture goes on and fills the topic. */
  void rest() throws InterruptedException {
    stop();
  }

  /** Starts the process again. */
  void again() throws Exception {
    if (command != null) {
      process = command.start();
    }
  }

  private void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      process = null;
    }
  }

  @Override
  public void end() throws Exception {
    stop();
    if (arrival != null) {
      arrival.close();
      arrival = null;
    }
    if (command != null) {
      command.keepLog(options.results().resolve("stream.log"));
    }
    transport.forget("cf.");
    pair.dropSlots();
  }
}

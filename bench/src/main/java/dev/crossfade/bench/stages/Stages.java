package dev.crossfade.bench.stages;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunProgress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The stages, one after the other. */
final class Stages {

  private static final int PER_TRANSACTION = 100;

  private final Stack stack;
  private final Migration migration;
  private final Processes processes;
  private final Path folder;

  Stages(Stack stack, Migration migration, Processes processes, Path folder) {
    this.stack = stack;
    this.migration = migration;
    this.processes = processes;
    this.folder = folder;
  }

  void run(long changes, int repetitions) throws Exception {
    try (MigrationRun first = begin()) {
      awaitLive(first);
    }
    Load load = new Load(stack.crm);
    SqlAlone sql = new SqlAlone(stack, folder);
    try (Topic topic = new Topic(stack)) {
      for (int i = 0; i < repetitions; i++) {
        sql.before();
        debeziumAlone(load, topic, changes);
        applierAlone();
        System.out.println(sql.measure());
        backlog(load, topic, changes);
      }
      try (MigrationRun run = follow()) {
        System.out.println(new Latency(stack).measure());
      }
    }
  }

  private long made;

  private void debeziumAlone(Load load, Topic topic, long changes) throws Exception {
    topic.pause();
    made = load.run(changes, PER_TRANSACTION);
    long records = made + 2 * (changes / PER_TRANSACTION);
    long begin = topic.end();
    topic.resume();
    topic.awaitEnd(begin + records / 50);
    Map<String, Double> before = processes.cpu();
    long from = topic.end();
    long start = System.nanoTime();
    topic.awaitEnd(begin + records);
    show("debezium alone", made * (begin + records - from) / records, start, before);
  }

  private void applierAlone() throws Exception {
    try (MigrationRun run = follow()) {
      await(run, made, "applier alone", 1_000);
    }
  }

  private void backlog(Load load, Topic topic, long changes) throws Exception {
    try (MigrationRun run = follow()) {
      topic.pause();
      long many = load.run(changes, PER_TRANSACTION);
      topic.resume();
      await(run, many, "source to production", 1);
    }
  }

  /** Measures from the moment when something was applied until all was. */
  private void await(MigrationRun run, long many, String what, long first) throws Exception {
    long already = what.startsWith("source") ? applied(run) : 0;
    while (applied(run) < already + first) {
      Thread.sleep(2);
    }
    long at = applied(run) - already;
    Map<String, Double> before = processes.cpu();
    long start = System.nanoTime();
    while (applied(run) < already + many) {
      Thread.sleep(2);
    }
    show(what, many - at, start, before);
  }

  private MigrationRun follow() throws InterruptedException {
    MigrationRun run = begin();
    awaitLive(run);
    return run;
  }

  private MigrationRun begin() throws InterruptedException {
    MigrationRun run = migration.run();
    run.start();
    while (!run.acts()) {
      Thread.sleep(2);
    }
    run.goOn("bench");
    return run;
  }

  private static void awaitLive(MigrationRun run) throws InterruptedException {
    while (run.progress().phase() != Phase.LIVE) {
      Thread.sleep(2);
      RunProgress now = run.progress();
      if (!now.problems().isEmpty()) {
        throw new IllegalStateException(now.problems().toString());
      }
    }
  }

  private static long applied(MigrationRun run) {
    RunProgress now = run.progress();
    if (!now.problems().isEmpty()) {
      throw new IllegalStateException(now.problems().toString());
    }
    return Optional.ofNullable(now.streams().get("crm"))
        .map(s -> s.applied() + s.quarantined())
        .orElse(0L);
  }

  private void show(String what, long changes, long start, Map<String, Double> before)
      throws Exception {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%-22s %,9d changes %6.2f s %,8.0f/s ", what, changes, seconds, changes / seconds);
    Processes.between(before, processes.cpu())
        .forEach((name, cpu) -> System.out.printf(" | %s %.1f us", name, cpu * 1e6 / changes));
    System.out.println();
  }
}

package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.Scratch;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source in memory with a log, marks and snapshots. A commit stands in the log at once, but may
 * become visible to readers later, as with a waiting synchronous commit. Thread-safe.
 */
public final class InMemorySource implements SourceDatabase {

  private static final long SCRAMBLE = 7_919;
  private static final long IDS = 2_147_483_647L;

  private final String name;
  private final Set<String> wide;
  private final Clock clock;
  private final FaultyCalls calls;
  private final Map<TableId, MemoryTable> committed = new LinkedHashMap<>();
  private final Map<TableId, MemoryTable> visible = new LinkedHashMap<>();
  private final List<SourceTransaction> log = new ArrayList<>();
  private final Map<Long, Integer> indexOf = new HashMap<>();
  private final Deque<List<Consumer<Map<TableId, MemoryTable>>>> hidden = new ArrayDeque<>();
  private final List<List<Consumer<Map<TableId, MemoryTable>>>> all = new ArrayList<>();
  private final Map<String, Supplier<Answer>> answers = new ConcurrentHashMap<>();
  private final InMemoryLog ownLog;
  private long marks;

  /**
   * @param name names it in calls given to {@code faults}
   * @param tables its tables
   * @param wide columns whose unchanged values the log leaves out
   */
  public InMemorySource(
      String name, List<TableSchema> tables, Set<String> wide, Clock clock, Faults faults) {
    this.name = name;
    this.wide = Set.copyOf(wide);
    this.clock = clock;
    this.calls = new FaultyCalls(faults);
    for (TableSchema table : tables) {
      committed.put(table.id(), new MemoryTable(table));
      visible.put(table.id(), new MemoryTable(table));
    }
    this.ownLog = new InMemoryLog(this, calls);
  }

  /** Runs and commits a transaction that everybody sees at once. */
  public synchronized void write(Consumer<MemoryTransaction> body) {
    writeHidden(body);
    settle();
  }

  /** Runs and commits a transaction that stands in the log, but is not visible until settled. */
  public synchronized void writeHidden(Consumer<MemoryTransaction> body) {
    MemoryTransaction transaction = new MemoryTransaction(committed, wide, log.size() + 1L);
    body.accept(transaction);
    append(transaction.changes(), transaction.effects(), null, transaction.origin());
  }

  /** Takes a table away with its rows; no log tells of that. */
  public synchronized void drop(TableId table) {
    committed.remove(table);
    visible.remove(table);
  }

  /** Has the catalog tell other columns of a table; who asks for those of before gets no row. */
  public synchronized void alter(TableSchema now) {
    committed.put(now.id(), table(committed, now.id()).as(now));
    visible.put(now.id(), table(visible, now.id()).as(now));
  }

  /** Puts one change into the log exactly as given, but for its position; no table changes. */
  public synchronized void writeRaw(Change change) {
    Position position = new Position(log.size() + 1L, 0, 1);
    append(
        List.of(new Change(change.table(), change.op(), change.before(), change.after(), position)),
        List.of(),
        null,
        Origin.OTHERS);
    settle();
  }

  /** Makes all commits visible. */
  public synchronized void settle() {
    while (!hidden.isEmpty()) {
      hidden.removeFirst().forEach(effect -> effect.accept(visible));
    }
  }

  private void append(
      List<Change> changes,
      List<Consumer<Map<TableId, MemoryTable>>> effects,
      @Nullable Mark mark,
      Origin origin) {
    long number = log.size() + 1L;
    long id = number * SCRAMBLE % IDS;
    indexOf.put(id, log.size());
    hidden.add(effects);
    all.add(effects);
    log.add(
        new SourceTransaction(
            "tx" + number,
            id,
            clock.instant(),
            changes,
            mark,
            new Position(number, 1, 0),
            Extent.WHOLE,
            origin));
    notifyAll();
  }

  /** Once it is written everybody sees it, unless something before it is not visible yet. */
  synchronized Mark mark() {
    calls.enter(name + ".mark");
    marks++;
    Mark mark = new Mark(marks, clock.instant());
    boolean first = hidden.isEmpty();
    append(List.of(), List.of(), mark, Origin.OTHERS);
    if (first) {
      settle();
    }
    return mark;
  }

  /** The committed rows of a table, for tests. */
  public synchronized List<@Nullable Object[]> rows(TableId table) {
    return table(committed, table).rows();
  }

  /** The rows of a table after so many entries of the log, for tests. */
  public synchronized List<@Nullable Object[]> rowsAsOf(TableId table, int entries) {
    Map<TableId, MemoryTable> then = new HashMap<>();
    committed.forEach((id, now) -> then.put(id, new MemoryTable(now.schema())));
    all.subList(0, entries).forEach(each -> each.forEach(effect -> effect.accept(then)));
    return table(then, table).rows();
  }

  /** Everything that was ever committed, marks included, in order. */
  public synchronized List<SourceTransaction> history() {
    return List.copyOf(log);
  }

  synchronized int logSize() {
    return log.size();
  }

  synchronized List<SourceTransaction> logFrom(int index) {
    return List.copyOf(log.subList(index, log.size()));
  }

  synchronized void awaitLog(int beyond, long millis) {
    if (millis > 0 && log.size() <= beyond) {
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * A copy of what readers see now.
   *
   * @param wanted the table as they know it
   */
  synchronized MemoryTable see(TableSchema wanted) {
    MemoryTable seen = visible.get(wanted.id());
    if (seen == null) {
      throw unlike(MemoryProblem.NO_TABLE, wanted.id() + " is gone");
    }
    if (!seen.schema().columnNames().equals(wanted.columnNames())) {
      throw unlike(MemoryProblem.TABLE_CHANGED, wanted.id() + " has other columns");
    }
    return seen.copy();
  }

  private ProblemException unlike(MemoryProblem code, String what) {
    return Problem.of(code, what, "source " + name + " was altered", "none, this is a test")
        .raise();
  }

  private static MemoryTable table(Map<TableId, MemoryTable> tables, TableId id) {
    MemoryTable table = tables.get(id);
    if (table == null) {
      throw new IllegalArgumentException("no such table: " + id);
    }
    return table;
  }

  String name() {
    return name;
  }

  @Override
  public synchronized List<TableSchema> catalog() {
    calls.enter(name + ".catalog");
    return committed.values().stream().map(MemoryTable::schema).toList();
  }

  @Override
  public List<Problem> preflight(Collection<TableId> tables) {
    return List.of();
  }

  @Override
  public SnapshotReader openReader() {
    calls.enter(name + ".openReader");
    return new InMemoryReader(this, calls);
  }

  @Override
  public synchronized PinnedSnapshot pin() {
    calls.enter(name + ".pin");
    Map<TableId, MemoryTable> view = new HashMap<>();
    visible.forEach((id, table) -> view.put(id, table.copy()));
    return new InMemorySnapshot(view, String.valueOf(log.size() - hidden.size()), calls, name);
  }

  @Override
  public synchronized boolean seenBy(String token, long snapshotId, Position position) {
    Integer index = indexOf.get(snapshotId);
    return index != null && index < seen(token);
  }

  /** How many entries of the log are seen, and how many there are. */
  @Override
  public synchronized String horizon() {
    calls.enter(name + ".horizon");
    return (log.size() - hidden.size()) + "/" + log.size();
  }

  @Override
  public boolean covers(String later, String earlier) {
    return seen(later) >= Integer.parseInt(earlier.substring(earlier.indexOf('/') + 1));
  }

  private static int seen(String token) {
    int all = token.indexOf('/');
    return Integer.parseInt(all < 0 ? token : token.substring(0, all));
  }

  /** What a query answers from now on. */
  public void answer(String sql, Supplier<Answer> answer) {
    answers.put(sql, answer);
  }

  @Override
  public Scratch openScratch(InquiryLimits limits) {
    return new MemoryScratch(answers);
  }

  @Override
  public Inquiry openInquiry(InquiryLimits limits) {
    return new MemoryAnswers(answers);
  }

  /** The log, with ways to lose it. */
  @Override
  public InMemoryLog log() {
    return ownLog;
  }

  @Override
  public void close() {}
}

package dev.crossfade.testkit.memory;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.CheckStore;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry;
import dev.crossfade.spi.check.Scratch;
import dev.crossfade.spi.check.ShadowStore;
import dev.crossfade.spi.check.StagingInquiry;
import dev.crossfade.spi.target.Acts;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.Publisher;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.Repairs;
import dev.crossfade.spi.target.StrayStore;
import dev.crossfade.spi.target.TableHolds;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.spi.target.WorkOffer;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A target in memory, with transactions, fencing, held changes and quarantine. Thread-safe. */
public final class InMemoryTarget implements TargetDatabase {

  private final FaultyCalls calls;
  private final MemoryStore store;
  private final MemoryFence fence = new MemoryFence();
  private final InMemoryLoader loader;
  private final InMemoryProgress progress;
  private final MemoryChecks checks;
  private final MemoryShadows shadows;
  private final Map<String, Supplier<Answer>> answers;

  public InMemoryTarget(Clock clock, Faults faults) {
    this.calls = new FaultyCalls(faults);
    this.store = new MemoryStore(clock);
    this.loader = new InMemoryLoader(store, calls);
    this.progress = new InMemoryProgress(store, fence, loader, calls);
    this.checks = new MemoryChecks(store, fence);
    this.shadows = new MemoryShadows();
    this.answers = new ConcurrentHashMap<>();
  }

  private InMemoryTarget(InMemoryTarget same) {
    this.calls = same.calls;
    this.store = same.store;
    this.loader = same.loader;
    this.progress = same.progress.under(fence);
    this.checks = same.checks.under(fence);
    this.shadows = same.shadows;
    this.answers = same.answers;
  }

  /** The same target as another process has it open. */
  public InMemoryTarget again() {
    return new InMemoryTarget(this);
  }

  /** Ends all open sessions, as a database does once their process has died. */
  public void endSessions() {
    store.endSessions();
  }

  /** Committed rows of an entity in production; for tests. */
  public List<@Nullable Object[]> production(String entity) {
    return store.read(
        data ->
            data.entity(entity).state == EntityState.LIVE || store.asIfLive(entity)
                ? data.entity(entity).rows()
                : List.of());
  }

  /** From now on refuses rows with this value, as a constraint that somebody added does. */
  public void forbid(String entity, String column, Object value) {
    store.change(data -> data.entity(entity).forbidden.put(column, value));
  }

  /** Replaces the rows of an entity behind everybody's back; for tests of verification. */
  public void tamper(String entity, UnaryOperator<List<@Nullable Object[]>> corruption) {
    store.change(data -> data.entity(entity).replace(corruption.apply(data.entity(entity).rows())));
  }

  @Override
  public List<TableSchema> catalog() {
    return store.read(
        data ->
            data.entities.values().stream()
                .filter(entity -> entity.state == EntityState.LIVE)
                .map(entity -> entity.shape.table())
                .toList());
  }

  @Override
  public List<Problem> preflight(List<EntityShape> entities) {
    return List.of();
  }

  @Override
  public void fence(long epoch, String journal) {
    calls.enter("target.fence");
    synchronized (loader) {
      progress.belong(journal);
      store.raise(epoch);
      loader.freeAll();
    }
    fence.raised(epoch);
  }

  @Override
  public void under(long epoch) {
    fence.raised(epoch);
  }

  @Override
  public WorkOffer offer() {
    return new MemoryOffer(store, fence, loader, progress, calls);
  }

  @Override
  public void prepare(List<EntityShape> entities) {
    calls.enter("target.prepare");
    store.change(fence, data -> entities.forEach(shape -> prepare(data, shape)));
  }

  private static void prepare(MemoryData data, EntityShape shape) {
    MemoryEntity known = data.entities.putIfAbsent(shape.name(), new MemoryEntity(shape));
    if (known != null && !known.shape.equals(shape)) {
      throw Problem.of(
              MemoryProblem.SHAPE_CHANGED,
              shape.name() + " has another shape than before",
              "simulated",
              "restore it")
          .raise();
    }
  }

  @Override
  public Optional<Problem> outdated() {
    return Optional.empty();
  }

  @Override
  public List<String> reshaping(List<EntityShape> entities) {
    return store.read(
        data ->
            entities.stream()
                .filter(shape -> !data.entity(shape.name()).shape.equals(shape))
                .map(shape -> data.entity(shape.name()).reshaped(shape).shape.name())
                .toList());
  }

  @Override
  public void reshape(List<EntityShape> entities) {
    store.change(
        data -> {
          fence.keep(data);
          entities.forEach(
              shape -> data.entities.put(shape.name(), data.entity(shape.name()).reshaped(shape)));
        });
  }

  /** Tables in memory have no columns but their own. */
  @Override
  public List<String> retiring(List<EntityShape> entities) {
    return List.of();
  }

  @Override
  public void retire(List<EntityShape> entities) {}

  @Override
  public ProgressStore progress() {
    return progress;
  }

  @Override
  public BulkLoader loader() {
    return new FencedLoader(loader, store, fence);
  }

  @Override
  public Applier openApplier(String source) {
    calls.enter("target.openApplier");
    return new InMemoryApplier(store, fence, calls, source);
  }

  @Override
  public Publisher publisher() {
    return new InMemoryPublisher(store, fence, calls);
  }

  @Override
  public ProductionReader openReader() {
    return new InMemoryProduction(this);
  }

  @Override
  public QuarantineStore quarantine() {
    return new InMemoryQuarantine(store);
  }

  @Override
  public StrayStore strays() {
    return new MemoryStrays(store, fence);
  }

  @Override
  public Acts acts() {
    return new MemoryActs(store, fence);
  }

  @Override
  public Repairs repairs() {
    return new MemoryRepairs(store, fence);
  }

  @Override
  public TableHolds holds() {
    return new MemoryHolds(store, fence);
  }

  @Override
  public LoadRecords records() {
    return new MemoryRecords(store, calls);
  }

  @Override
  public CheckStore checks() {
    return checks;
  }

  @Override
  public ShadowStore shadows() {
    return shadows;
  }

  @Override
  public Scratch openScratch(InquiryLimits limits) {
    return new MemoryScratch(answers);
  }

  @Override
  public ProductionInquiry openInquiry(InquiryLimits limits) {
    return new MemoryInquiry(this, answers);
  }

  @Override
  public StagingInquiry openStaging(InquiryLimits limits) {
    return new MemoryStaging(store, loader, calls, answers);
  }

  /** What a query answers from now on. */
  public void answer(String sql, Supplier<Answer> answer) {
    answers.put(sql, answer);
  }

  @Override
  public void close() {}
}

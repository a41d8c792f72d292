package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
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
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL database as target of one migration. */
final class PostgresTarget implements TargetDatabase {

  private final Database database;
  private final Entities entities;
  private final EpochFence fence;
  private final PostgresPublisher publisher;
  private final String migration;

  PostgresTarget(TargetSettings settings) {
    this.database = new Database(settings);
    this.entities = new Entities(settings);
    this.fence = new EpochFence(settings.migration());
    this.publisher = new PostgresPublisher(database, entities, fence);
    this.migration = settings.migration();
  }

  @Override
  public List<TableSchema> catalog() {
    return database.transaction(
        "reading the catalog", c -> ProductionCatalog.read(c, entities.schemas().production()));
  }

  @Override
  public List<Problem> preflight(List<EntityShape> shapes) {
    return database.transaction(
        "checking the target", c -> new Preflight(c, migration, entities.schemas()).run(shapes));
  }

  @Override
  public void fence(long epoch, String journal) {
    new Fencing(database, fence).raise(epoch, journal);
  }

  @Override
  public void under(long epoch) {
    fence.raised(epoch);
  }

  @Override
  public WorkOffer offer() {
    return new Offers(database, fence);
  }

  @Override
  public void prepare(List<EntityShape> shapes) {
    database.transaction(
        "preparing the target",
        c -> {
          new Preparation(c, migration, entities.schemas(), fence).run(shapes);
          return true;
        });
    entities.add(shapes);
  }

  @Override
  public Optional<Problem> outdated() {
    return database.ask(
        "reading the version of the control tables",
        Optional.empty(),
        c -> Migrator.current(c) ? Optional.empty() : Optional.of(Migrator.older(c)));
  }

  @Override
  public List<String> reshaping(List<EntityShape> shapes) {
    return database.ask(
        "looking at the shape of tables", List.of(), c -> reshaping(c).statements(shapes));
  }

  @Override
  public void reshape(List<EntityShape> shapes) {
    database.transaction(
        "altering tables",
        c -> {
          fence.keep(c);
          reshaping(c).run(shapes);
          return true;
        });
    entities.add(shapes);
  }

  @Override
  public List<String> retiring(List<EntityShape> shapes) {
    return database.ask(
        "looking at what is left of the migration",
        List.of(),
        c -> Retirement.statements(c, entities.schemas(), shapes));
  }

  @Override
  public void retire(List<EntityShape> shapes) {
    database.transaction(
        "removing what is left of the migration",
        c -> {
          Retirement.run(c, entities.schemas(), shapes);
          return true;
        });
  }

  private Reshaping reshaping(Connection connection) {
    return new Reshaping(connection, migration, entities.schemas());
  }

  @Override
  public ProgressStore progress() {
    return new PostgresProgress(database, fence);
  }

  @Override
  public BulkLoader loader() {
    return new PostgresLoader(database, entities, fence);
  }

  @Override
  public Applier openApplier(String source) {
    return new PostgresApplier(database, entities, fence, source);
  }

  @Override
  public Publisher publisher() {
    return publisher;
  }

  @Override
  public ProductionReader openReader() {
    return new PostgresProductionReader(database, entities.schemas());
  }

  @Override
  public QuarantineStore quarantine() {
    return new PostgresQuarantine(database, entities);
  }

  @Override
  public StrayStore strays() {
    return new PostgresStrays(database, fence);
  }

  @Override
  public Acts acts() {
    return new PostgresActs(database, fence);
  }

  @Override
  public Repairs repairs() {
    return new PostgresRepairs(database, fence);
  }

  @Override
  public TableHolds holds() {
    return new PostgresHolds(database, fence);
  }

  @Override
  public LoadRecords records() {
    return new PostgresLoadRecords(database, entities);
  }

  @Override
  public CheckStore checks() {
    return new PostgresCheckStore(database, fence);
  }

  @Override
  public ShadowStore shadows() {
    return new PostgresShadowStore(database);
  }

  @Override
  public Scratch openScratch(InquiryLimits limits) {
    return new PostgresScratch(database, limits);
  }

  @Override
  public ProductionInquiry openInquiry(InquiryLimits limits) {
    return new PostgresProductionInquiry(database, entities.schemas(), limits);
  }

  @Override
  public StagingInquiry openStaging(InquiryLimits limits) {
    return new PostgresStagingInquiry(database, entities.schemas(), limits);
  }

  @Override
  public void close() {
    publisher.close();
    database.close();
  }
}

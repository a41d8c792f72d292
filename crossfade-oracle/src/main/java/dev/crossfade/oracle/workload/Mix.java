package dev.crossfade.oracle.workload;

import dev.crossfade.oracle.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All operations of one writer, and which comes next. */
final class Mix {

  /** One write in this many is one the target has to refuse. */
  private static final long REFUSE_EVERY = 3_333;

  /** Reads from the source what a part of the mix has to know. */
  @FunctionalInterface
  private interface Loader {
    void load(Connection connection) throws SQLException;
  }

  private final Identity me;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Operation> refused = new ArrayList<>();
  private final List<Loader> loaders = new ArrayList<>();
  private int total;

  private Mix(Identity me) {
    this.me = me;
  }

  /** A mix without operations, for a writer that has its own. */
  static Mix empty(Identity me) {
    return new Mix(me);
  }

  /** The whole mix of a source. */
  static Mix of(Identity me) {
    Mix mix = new Mix(me);
    mix.probes();
    if (me.source == Source.CRM) {
      mix.crm();
    } else {
      mix.ads();
    }
    return mix;
  }

  private void probes() {
    ProbeOperations probes = new ProbeOperations(me);
    add(probes.all(), probes::load);
    CounterOperations counters = new CounterOperations(me);
    add(counters.all(), counters::load);
  }

  /** Reads the source's state; needed after each connect. */
  void load(Connection connection) throws SQLException {
    for (Loader loader : loaders) {
      loader.load(connection);
    }
  }

  Operation next(long seq) {
    if (seq % REFUSE_EVERY == REFUSE_EVERY / 10) {
      return refused.get((int) (seq / REFUSE_EVERY % refused.size()));
    }
    int roll = me.random.nextInt(total);
    for (Operation operation : operations) {
      roll -= operation.weight();
      if (roll < 0) {
        return operation;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  private void crm() {
    ContactOperations contacts = new ContactOperations(me);
    add(contacts.all(), contacts::load);
    LeadOperations leads = new LeadOperations(me);
    add(leads.all(), leads::load);
    ActivityOperations activities = new ActivityOperations(me);
    add(activities.all(), activities::load);
    refused.add(new Operation("contact-refused", 0, contacts::refused));
    refused.add(new Operation("lead-refused", 0, leads::refused));
  }

  private void ads() {
    CampaignOperations campaigns = new CampaignOperations(me);
    add(campaigns.all(), campaigns::load);
    PerformanceOperations figures = new PerformanceOperations(me);
    add(figures.all(), figures::load);
    refused.add(new Operation("campaign-refused", 0, campaigns::refused));
    refused.add(new Operation("figure-refused", 0, figures::refused));
  }

  private void add(List<Operation> more, Loader loader) {
    operations.addAll(more);
    loaders.add(loader);
    more.forEach(operation -> total += operation.weight());
  }
}

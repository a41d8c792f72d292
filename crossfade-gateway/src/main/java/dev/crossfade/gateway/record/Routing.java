package dev.crossfade.gateway.record;

import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.traffic.Forwarding.Standing;
import dev.crossfade.core.traffic.HoldBook;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.core.traffic.RouteTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * What the gateway obeys at this moment, for all event loops. One thread changes it; any reads it
 * without waiting. A write is counted in its lane's crossing before the lane is looked at again, so
 * that whoever replaced the lane sees the write, or the write sees the new lane.
 */
public final class Routing {

  private final RouteTable table;
  private final String digest;
  private final SteadyClock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Obeyed obeyed;
  private volatile long renewed;
  private volatile long renewedWall;
  private volatile boolean everRenewed;

  /**
   * Begins with a record that was not renewed yet: reads go on by it, writes wait.
   *
   * @param clock of the gateway
   */
  public Routing(RouteTable table, RouteRecord record, SteadyClock clock) {
    this.table = table;
    this.digest = table.digest();
    this.clock = clock;
    this.obeyed = Obeyed.first(table, record);
  }

  /** All routes by the index of their lanes. */
  public RouteTable table() {
    return table;
  }

  /** The record in force here. */
  public RouteRecord record() {
    return obeyed.record();
  }

  /** The lane of a route, as it is now. */
  public Lane lane(int index) {
    return obeyed.lanes().get(index);
  }

  /** Whether a route's writes may be forwarded by this lane. */
  public Standing standing(Lane lane) {
    if (lane.heldUntil() != Lane.NOT_HELD && lane.heldUntil() - clock.nanos() > 0) {
      return Standing.HELD;
    }
    return fresh() && fits() ? Standing.FREE : Standing.STALE;
  }

  /** Whether the record is for the routes of this gateway's file. */
  public boolean fits() {
    return obeyed.record().table().equals(digest);
  }

  /** Whether the record was confirmed recently enough to forward writes by it. */
  public boolean fresh() {
    return everRenewed
        && clock.nanos() - renewed < RouteRules.LEASE.toNanos()
        && clock.wall() - renewedWall < RouteRules.LEASE.toMillis();
  }

  /** Seconds since the record was confirmed; infinite when it never was. */
  public double age() {
    return everRenewed ? (clock.nanos() - renewed) / 1e9 : Double.POSITIVE_INFINITY;
  }

  /**
   * The record was confirmed by an answer to what was asked at this time.
   *
   * @param wall the same time by the clock of the wall
   */
  public void confirmed(long asked, long wall) {
    renewedWall = wall;
    renewed = asked;
    everRenewed = true;
    tell();
  }

  /**
   * Obeys another record. Lanes that say the same as before stay, with what crosses on them.
   *
   * @param holds that has learned of it
   */
  public void obey(RouteRecord record, HoldBook holds, Instant now) {
    obeyed = obeyed.next(table, record, holds, now, clock.nanos());
    tell();
  }

  /**
   * Up to which epoch the gateway has obeyed completely: all holds are on, and what it forwarded
   * under lanes that were replaced has ended.
   */
  public long settled() {
    Obeyed now = obeyed;
    boolean ended = now.retired().stream().allMatch(lane -> lane.crossing().get() == 0);
    boolean holding = now.lanes().stream().allMatch(this::holdsIfAsked);
    return ended && holding ? now.record().epoch() : Math.max(0, now.record().epoch() - 1);
  }

  private boolean holdsIfAsked(Lane lane) {
    return lane.heldUntil() == Lane.NOT_HELD || lane.heldUntil() - clock.nanos() > 0;
  }

  /**
   * What became of the reads of routes with a share, and of all requests once writes were moved.
   */
  List<Observation> seen() {
    List<Observation> seen = new ArrayList<>();
    Obeyed now = obeyed;
    for (int i = 0; i < now.lanes().size(); i++) {
      Lane lane = now.lanes().get(i);
      if (lane.state().readsOnNew() > 0 || lane.state().moved()) {
        seen.add(lane.cohorts().of(table.rules().get(i).name()));
      }
    }
    return seen;
  }

  /** Whether no write is under way. */
  public boolean quiet() {
    Obeyed now = obeyed;
    return Stream.concat(now.lanes().stream(), now.retired().stream())
        .allMatch(lane -> lane.crossing().get() == 0);
  }

  /** Calls back, on any thread, whenever waiting writes should look again. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  void tell() {
    listeners.forEach(Runnable::run);
  }

  /** The index of a route's lane. */
  public int index(RouteRule rule) {
    return table.rules().indexOf(rule);
  }
}

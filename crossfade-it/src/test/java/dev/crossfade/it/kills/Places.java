package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.oracle.Database;
import java.util.function.Supplier;

/** Places to which whoever moves clients comes, one after the other. */
final class Places {

  private final Stage stage;

  Places(Stage stage) {
    this.stage = stage;
  }

  private Database control() {
    return Services.ours(stage.services.control);
  }

  private Database target() {
    return Services.ours(stage.services.target);
  }

  private Database crm() {
    return Services.ours(stage.services.crm);
  }

  /** A phase is about to be recorded as entered. */
  Supplier<Stop> entered(String phase) {
    return journal("{\"event\":\"Entered\",\"phase\":\"" + phase + "\"");
  }

  /** A step is about to be recorded as begun, done, and so on. */
  Supplier<Stop> step(String event, String step) {
    return journal("{\"event\":\"" + event + "\",\"step\":\"" + step + "\"");
  }

  private Supplier<Stop> journal(String begins) {
    // the event is a text in the row, so its quotes are escaped once more in the row's JSON
    String escaped = begins.replace("\"", "\\\\\"");
    return () -> new Gate(control(), "journal", "%" + escaped + "%");
  }

  /** The record that holds writes is about to be put in force. */
  Supplier<Stop> held() {
    return record(1);
  }

  /** The record that names the other side. */
  Supplier<Stop> switched() {
    return record(2);
  }

  /** The record by which writes go on. */
  Supplier<Stop> released() {
    return record(3);
  }

  /** The record so many epochs after the one in force when nobody has begun. */
  private Supplier<Stop> record(int further) {
    return () ->
        new Gate(
            control(),
            "route_record",
            "%\"epoch\":" + (stage.lookout.record().epoch() + further) + ",%");
  }

  /** The fence of the CRM is about to be stored like this: RISING, RAISED, OPEN. */
  Supplier<Stop> crmFence(String standing) {
    return () -> new Gate(crm(), "fence", "%\"standing\":\"" + standing + "\"%");
  }

  Supplier<Stop> targetFence(String standing) {
    return () -> new Gate(target(), "fence", "%\"standing\":\"" + standing + "\"%");
  }

  /** The slot of the way back is being made, and waits for a transaction that does not end. */
  Supplier<Stop> slotHalfMade() {
    return () ->
        new RowLock(
            target(), "SELECT pg_current_xact_id()", () -> !stage.lookout.targetSlots().isEmpty());
  }

  /** The slot of the way back is there, which is about to be remembered; its connector is not. */
  Supplier<Stop> slotMade() {
    return fact("log._target.seen", "database");
  }

  /** Connect has just been given the connector of the way back; it does not run yet. */
  Supplier<Stop> connectorMade() {
    return () -> new Sighting("the connector of the way back", stage.lookout::returnConnector);
  }

  /** The same place, once a worker follows a stream of the sources. */
  Supplier<Stop> helped(Supplier<Stop> place) {
    return () -> new Helped(stage, place.get());
  }

  /** A transaction of a program that has written ads, and does not end. */
  Supplier<Stop> advertiserInFlight() {
    return () ->
        new RowLock(
            stage.company.advertiser(),
            "UPDATE campaigns SET budget = budget WHERE id = 1",
            () -> stage.lookout.adsFence().equals("RISING"));
  }

  /** Nothing is applied any more, and both sides are closed. */
  Supplier<Stop> catchingUp(Side to) {
    return to == Side.NEW
        ? () -> new RowLock(target(), "SELECT FROM crossfade.applied_position FOR UPDATE", closed())
        : () -> new RowLock(crm(), "SELECT FROM crossfade.reverse_position FOR UPDATE", closed());
  }

  private java.util.concurrent.Callable<Boolean> closed() {
    return () ->
        stage.lookout.crmFence().equals("RAISED")
            && stage.lookout.adsFence().equals("RAISED")
            && stage.lookout.targetFence().equals("RAISED");
  }

  /** Rows that were touched are about to be read on the side that was left; it is closed. */
  Supplier<Stop> comparing(Side to) {
    return to == Side.NEW
        ? () -> new TableLock(crm(), "public.contacts")
        : () -> new TableLock(target(), "marketing.contact");
  }

  /** A fact of the target is about to be remembered like this. */
  Supplier<Stop> fact(String name, String value) {
    return () ->
        new Gate(target(), "fact", "%\"name\":\"" + name + "\",\"value\":\"" + value + "%");
  }
}

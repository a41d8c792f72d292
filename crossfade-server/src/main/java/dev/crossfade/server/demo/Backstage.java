package dev.crossfade.server.demo;

/**
 * What the company's applications and the gateway before them are made of.
 *
 * @param folder of the demonstration
 * @param services its databases
 * @param roles of the company's programs
 */
record Backstage(DemoFolder folder, DemoServices services, DemoRoles roles) {

  /** Opens the applications and the gateway. */
  DemoTraffic open() throws Exception {
    return DemoTraffic.start(this);
  }
}

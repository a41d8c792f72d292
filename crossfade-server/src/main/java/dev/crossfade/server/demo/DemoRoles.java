package dev.crossfade.server.demo;

import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.embedded.demo.stack.StackRoles;
import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.fence.CompanyPlaces;
import java.nio.file.Path;

/**
 * With which roles whom connects: none of them is Crossfade's, as whoever connects as Crossfade
 * does would pass every fence.
 *
 * @param crm of programs that write directly
 * @param ads of programs that write directly
 * @param observer of whoever looks at production
 * @param legacyCrm of the legacy application
 * @param legacyAds of the legacy application
 * @param unified of the new application
 */
record DemoRoles(
    DemoDatabase crm,
    DemoDatabase ads,
    DemoDatabase observer,
    DemoDatabase legacyCrm,
    DemoDatabase legacyAds,
    DemoDatabase unified) {

  private static final String COMPANY = "company";
  private static final String APPLICATION = "reports";

  /** Makes them, unless they are there. */
  static DemoRoles in(DemoServices services) throws Exception {
    StackRoles crm = new StackRoles(services.crmForCompany());
    StackRoles ads = new StackRoles(services.adsForCompany());
    StackRoles target = new StackRoles(services.targetForCompany());
    return new DemoRoles(
        crm.crm(COMPANY),
        ads.ads(COMPANY),
        target.reader(COMPANY),
        crm.crm(APPLICATION),
        ads.ads(APPLICATION),
        target.unified(APPLICATION));
  }

  /** What the oracles judge. */
  Trial trial(Path journal) {
    Production production = new Production(oracle(observer), "marketing");
    return new Trial(oracle(crm), oracle(ads), production, journal);
  }

  /** Where the applications write, with their roles. */
  CompanyPlaces.Applications applications() {
    return new CompanyPlaces.Applications(
        oracle(legacyCrm), oracle(legacyAds), new Production(oracle(unified), "marketing"));
  }

  /** As oracles connect. */
  private static Database oracle(DemoDatabase database) {
    return new Database(database.url(), database.user(), database.password());
  }
}

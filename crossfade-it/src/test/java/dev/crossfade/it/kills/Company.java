package dev.crossfade.it.kills;

import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.embedded.demo.stack.DemoStack;
import dev.crossfade.embedded.demo.stack.StackRoles;
import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.fence.CompanyPlaces;
import java.nio.file.Path;

/**
 * Both applications of the company, and the roles of whoever else writes. None is Crossfade's role,
 * which would pass every fence.
 */
final class Company implements AutoCloseable {

  private static final String APPLICATION = "reports";
  private static final String DIRECT = "company";
  private static final String SCHEMA = "marketing";

  final DemoStack legacy;
  final DemoStack unified;
  private final DemoDatabase crm;
  private final DemoDatabase ads;
  private final DemoDatabase production;
  private final CompanyPlaces.Applications applications;

  Company(Services services) throws Exception {
    StackRoles inCrm = new StackRoles(Services.administrator(services.crm));
    StackRoles inAds = new StackRoles(Services.administrator(services.ads));
    StackRoles inTarget = new StackRoles(Services.administrator(services.target));
    crm = inCrm.crm(DIRECT);
    ads = inAds.ads(DIRECT);
    production = inTarget.reader(DIRECT);
    DemoDatabase oldCrm = inCrm.crm(APPLICATION);
    DemoDatabase oldAds = inAds.ads(APPLICATION);
    DemoDatabase fresh = inTarget.unified(APPLICATION);
    applications =
        new CompanyPlaces.Applications(
            database(oldCrm), database(oldAds), new Production(database(fresh), SCHEMA));
    legacy = DemoStack.legacy(oldCrm, oldAds);
    unified = DemoStack.unified(fresh);
  }

  private static Database database(DemoDatabase database) {
    return new Database(database.url(), database.user(), database.password());
  }

  /** Where whoever ignores gateways tries to write. */
  CompanyPlaces.Applications applications() {
    return applications;
  }

  /** A program of the company's that writes into the advertising database past every gateway. */
  Database advertiser() {
    return database(ads);
  }

  /** What is judged. */
  Trial trial(Path journal) {
    return new Trial(
        database(crm), database(ads), new Production(database(production), SCHEMA), journal);
  }

  @Override
  public void close() {
    legacy.close();
    unified.close();
  }
}

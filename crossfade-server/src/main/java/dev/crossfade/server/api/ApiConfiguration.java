package dev.crossfade.server.api;

import dev.crossfade.server.answer.Trace;
import dev.crossfade.server.audit.StoreAudit;
import dev.crossfade.server.security.Acts;
import dev.crossfade.server.security.People;
import dev.crossfade.server.security.Sessions;
import dev.crossfade.server.security.Together;
import dev.crossfade.server.security.TokenDesk;
import dev.crossfade.server.store.Accounts;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.store.Operations;
import dev.crossfade.server.store.Replays;
import dev.crossfade.server.store.Tokens;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;

/** The resources, and what they work with. */
@Configuration(proxyBeanMethods = false)
@Import({
  ActionResource.class,
  AuditResource.class,
  DescriptionResource.class,
  ErrorAnswers.class,
  EventResource.class,
  Failures.class,
  FieldsAdvice.class,
  HealthResource.class,
  JournalResource.class,
  MigrationResource.class,
  ProgressResource.class,
  CertificateResource.class,
  CheckResource.class,
  ConflictResource.class,
  CrossingResource.class,
  PreflightResource.class,
  QuarantineResource.class,
  RepairResource.class,
  ProofResource.class,
  SessionResource.class,
  SetupPage.class,
  SpecificationResource.class,
  SignOffResource.class,
  TokenResource.class,
  UserResource.class,
  WhyResource.class,
  WindowResource.class
})
public class ApiConfiguration {

  @Bean
  Clerk clerk(ControlStore store, Documents documents, Clock clock) {
    return new Clerk(store, documents, clock);
  }

  @Bean
  Withdrawals withdrawals(ControlStore store, Accounts accounts, Clock clock) {
    return new Withdrawals(store.journal(), accounts, clock);
  }

  @Bean
  Works works(Operations operations, Clerk clerk, Steward steward, Clock clock) {
    return new Works(operations, clerk, steward, clock);
  }

  @Bean
  Specifications specifications(ReleasedSecrets released, Clock clock) {
    return new Specifications(released, clock);
  }

  @Bean
  PlanDesk plans(Works works, Clerk clerk, ReleasedSecrets released, Environment environment) {
    return new PlanDesk(works, clerk, released, environment.variables());
  }

  @Bean
  CheckOrders checkOrders(
      Works works, Clerk clerk, ReleasedSecrets released, Environment environment) {
    return new CheckOrders(works, clerk, released, environment.variables());
  }

  @Bean
  RepairOrders repairOrders(
      Works works, Clerk clerk, ReleasedSecrets released, Environment environment) {
    return new RepairOrders(works, clerk, released, environment.variables());
  }

  @Bean
  PreflightDesk preflights(
      Works works,
      Clerk clerk,
      ControlStore store,
      CrossingMeans means,
      ReleasedSecrets released,
      Environment environment) {
    return new PreflightDesk(works, clerk, store, means, released, environment.variables());
  }

  @Bean
  CrossingLine crossingLine(Clerk clerk, Works works) {
    return new CrossingLine(clerk, works);
  }

  @Bean
  CrossingDesk crossings(
      Works works,
      Clerk clerk,
      CrossingLine line,
      Steward steward,
      ControlStore store,
      CrossingMeans means,
      Clock clock,
      ReleasedSecrets released,
      Environment environment) {
    return new CrossingDesk(
        clerk,
        line,
        steward,
        store,
        means,
        clock,
        terms -> new Workroom(terms, works, released, environment.variables()));
  }

  @Bean
  AbortDesk aborts(
      Works works,
      Clerk clerk,
      CrossingLine line,
      ControlStore store,
      CrossingMeans means,
      Clock clock,
      ReleasedSecrets released,
      Environment environment) {
    return new AbortDesk(
        clerk,
        works,
        line,
        store,
        means,
        clock,
        terms -> new Workroom(terms, works, released, environment.variables()));
  }

  @Bean
  Notary notary(
      Clerk clerk,
      Looks looks,
      ControlStore store,
      CrossingMeans means,
      StoreAudit audit,
      Clock clock) {
    return new Notary(clerk, looks, store, means, audit, clock);
  }

  /** The process's environment variables. */
  public record Environment(Map<String, String> variables) {

    /** Names of variables only. */
    @Override
    public String toString() {
      return "Environment" + variables.keySet();
    }
  }

  @Bean
  Looks looks(ReleasedSecrets released, Environment environment) {
    return new Looks(released, environment.variables());
  }

  @Bean
  Lookout lookout(Steward steward, Looks looks, Clock clock) {
    return new Lookout(steward, looks, clock);
  }

  @Bean
  Feed feed(ControlStore store) {
    return new Feed(store.journal());
  }

  @Bean
  Readiness readiness(JdbcClient jdbc, Feed feed, Steward steward) {
    return new Readiness(() -> answers(jdbc), feed, steward);
  }

  private static boolean answers(JdbcClient jdbc) {
    try {
      return jdbc.sql("SELECT 1").query(Integer.class).single() == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Bean
  Sessions sessions(People people, Clock clock) {
    return new Sessions(people, clock);
  }

  @Bean
  TokenDesk tokenDesk(Tokens tokens, Together together, Acts acts, Clock clock) {
    return new TokenDesk(tokens, together, acts, clock);
  }

  @Bean
  FilterRegistrationBean<Trace> trace() {
    FilterRegistrationBean<Trace> trace = new FilterRegistrationBean<>(new Trace());
    trace.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return trace;
  }

  /** Behind the filters of security. */
  @Bean
  FilterRegistrationBean<ReplayFilter> replay(Replays replays, Clock clock) {
    FilterRegistrationBean<ReplayFilter> replay =
        new FilterRegistrationBean<>(new ReplayFilter(replays, clock));
    replay.setOrder(0);
    return replay;
  }

  /** Takes exactly what the interface description has. */
  @Bean
  JsonMapperBuilderCustomizer strict() {
    SimpleModule texts = new SimpleModule().addDeserializer(String.class, new StrictText());
    return builder ->
        builder
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(texts);
  }
}

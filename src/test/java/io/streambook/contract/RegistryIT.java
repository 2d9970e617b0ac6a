package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.local.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real registry. */
@ExtendWith(Stack.class)
class RegistryIT {
  private final List<String> report = new ArrayList<>();
  private Registry registry;
  private String prefix;
  private String orders;

  @BeforeEach
  void register(Stack stack) {
    registry = new Registry(stack.registry().url().toString(), Duration.ofSeconds(30));
    prefix = stack.newPrefix();
    orders = Schemas.subject(Topic.ORDERS, prefix);
    SchemaRegistration.register(registry, prefix, report::add);
  }

  @Test
  void everySubjectIsFullTransitiveAndHoldsAllVersionsInOrder() {
    for (Topic topic : Schemas.topics()) {
      String subject = Schemas.subject(topic, prefix);
      assertThat(registry.compatibility(subject)).contains("FULL_TRANSITIVE");
      assertThat(registry.versions(subject)).hasSize(Schemas.released(topic).size() + 1);
    }
    assertThat(report)
        .anySatisfy(line -> assertThat(line).startsWith(orders + ": registered version 1, id "));
  }

  @Test
  void registeringAgainChangesNothing() {
    List<String> again = new ArrayList<>();
    SchemaRegistration.register(registry, prefix, again::add);
    assertThat(again).allSatisfy(line -> assertThat(line).contains("stands there"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"origOrderId\", \"type\": [\"null\", \"string\"]=>{\"name\": \"added\","
            + " \"type\": \"int\"}, {\"name\": \"origOrderId\", \"type\": [\"null\", \"string\"]",
        "{\"name\": \"orderId\", \"type\": \"string\"=>{\"name\": \"id\", \"type\": \"string\"",
        "{\"name\": \"orderId\", \"type\": \"string\"=>{\"name\": \"orderId\", \"type\": \"long\""
      })
  void aBreakingChangeIsRefused(String change) {
    String[] fromTo = change.split("=>", 2);
    String breaking = Schemas.current(Topic.ORDERS).replace(fromTo[0], fromTo[1]);
    assertThat(breaking).isNotEqualTo(Schemas.current(Topic.ORDERS));
    assertThat(registry.incompatibilities(orders, breaking)).isNotEmpty();
    assertThatThrownBy(() -> registry.register(orders, breaking))
        .isInstanceOf(Registry.Refused.class)
        .hasMessageContaining(orders)
        .hasMessageContaining("409");
    assertThat(registry.versions(orders)).hasSize(2);
  }

  @Test
  void idsAreThoseOfTheSchemasAndNoneIsMadeUp() {
    String current = Schemas.current(Topic.ORDERS);
    int id = registry.idOf(orders, current).orElseThrow();
    assertThat(Schemas.parse(registry.schemaById(id).orElseThrow()))
        .isEqualTo(Schemas.parse(current));
    assertThat(registry.schemaById(Integer.MAX_VALUE)).isEmpty();
    assertThat(registry.schemaById(-1)).isEmpty();
    assertThat(registry.idOf(prefix + "nothing-value", current)).isEmpty();
    assertThat(registry.versions(prefix + "nothing-value")).isEmpty();
    assertThat(registry.trouble()).isEmpty();
  }

  @Test
  void aProducerRegistersNothing(Stack stack) {
    String other = stack.newPrefix();
    AvroEncoder encoder = new AvroEncoder(registry, other);
    assertThatThrownBy(() -> encoder.record(new DomainValues(1).order()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("./streambook schemas register");
    assertThat(registry.versions(Schemas.subject(Topic.ORDERS, other))).isEmpty();
  }

  @Test
  void anotherServerIsNoAnswer(Stack stack) {
    String root = stack.registry().url().resolve("/nothing/here").toString();
    Registry wrong = new Registry(root, Duration.ZERO);
    assertThatThrownBy(() -> wrong.schemaById(1)).isInstanceOf(Registry.Unavailable.class);
    assertThat(wrong.trouble()).isPresent();
  }
}

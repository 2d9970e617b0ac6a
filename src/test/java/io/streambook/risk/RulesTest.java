package io.streambook.risk;

import static io.streambook.risk.LimitsBuilder.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.book.Reason;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** RULES.md is what the code does: its lines name controls and tests that are there. */
class RulesTest {
  private static final Path RULES = Path.of("src/main/java/io/streambook/risk/RULES.md");

  /** Of a table: control, number, source, what, test. */
  private static List<String[]> lines() throws Exception {
    return Files.readAllLines(RULES).stream()
        .filter(line -> line.startsWith("| ") && line.endsWith("` |"))
        .map(line -> line.substring(2, line.length() - 2).split(" \\| ", 5))
        .toList();
  }

  @Test
  void everyLineNamesATest() throws Exception {
    List<String[]> lines = lines();
    assertThat(lines).hasSizeGreaterThan(40);
    for (String[] line : lines) {
      assertThat(line).as(String.join(" | ", line)).hasSize(5);
      String[] test = line[4].replace("`", "").split("\\.", 2);
      Class<?> type = Class.forName("io.streambook.risk." + test[0]);
      List<Method> named =
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> method.getName().equals(test[1]))
              .toList();
      assertThat(named).as(line[4]).hasSize(1);
      assertThat(
              named.get(0).isAnnotationPresent(Test.class)
                  || named.get(0).isAnnotationPresent(Property.class))
          .as(line[4])
          .isTrue();
    }
  }

  @Test
  void everyControlHasALine() throws Exception {
    Set<String> named =
        lines().stream()
            .map(line -> line[0].replace("`", ""))
            .filter(name -> name.contains("."))
            .collect(Collectors.toSet());
    Set<String> controls =
        Stream.of(
                CommandControls.class,
                ConditionControls.class,
                CorrectionControls.class,
                InstrumentControls.class,
                PriceControls.class,
                LimitControls.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> !method.isSynthetic() && isControl(method))
            .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
            .collect(Collectors.toSet());
    assertThat(named).isEqualTo(controls);
  }

  private static boolean isControl(Method method) {
    List<Class<?>> takes = List.of(method.getParameterTypes());
    return takes.equals(List.of(io.streambook.book.OrderCommand.class, Market.class))
        || takes.equals(List.of(io.streambook.book.OrderCommand.class, Instrument.class))
        || takes.equals(List.of(Proposal.class))
        || takes.equals(List.of(Proposal.class, Scope.class));
  }

  /** Each pair that fails together is refused by the one that stands first. */
  @Test
  void limitsAreAskedInTheOrderOfTheLines() {
    List<Reason> order =
        List.of(
            Reason.RESTRICTED_SYMBOL,
            Reason.ORDER_RATE,
            Reason.MAX_ORDER_QTY,
            Reason.MAX_NOTIONAL,
            Reason.MAX_OPEN_ORDERS,
            Reason.MAX_OPEN_ORDERS_PER_SYMBOL,
            Reason.REDUCE_ONLY,
            Reason.NO_SHORT,
            Reason.POSITION_LIMIT,
            Reason.GROSS_EXPOSURE,
            Reason.NET_NOTIONAL,
            Reason.CREDIT_LIMIT);
    for (int first = 0; first < order.size(); first++) {
      for (int second = first + 1; second < order.size(); second++) {
        LimitsBuilder limits = limits("FIRM/A");
        refuse(limits, order.get(second));
        refuse(limits, order.get(first));
        assertThat(reasonOf(limits)).as(order.get(second) + " too").isEqualTo(order.get(first));
      }
    }
  }

  /** The firm's limits come after all of the account's, but for those of every command. */
  @Test
  void theFirmsLimitsComeAfterTheAccounts() {
    Venue venue = new Venue();
    venue.limits(limits("FIRM").maxOrderQty("0").maxOrdersPerSecond(0));
    venue.limits(limits("FIRM/A").creditLimit("0"));
    assertThat(sell(venue, "a")).isEqualTo(Reason.ORDER_RATE);
    venue.limits(limits("FIRM").maxOrderQty("0").approved());
    assertThat(sell(venue, "b")).isEqualTo(Reason.CREDIT_LIMIT);
    venue.limits(limits("FIRM/A").approved());
    assertThat(sell(venue, "c")).isEqualTo(Reason.MAX_ORDER_QTY);
  }

  private static Reason reasonOf(LimitsBuilder limits) {
    Venue venue = new Venue();
    venue.limits(limits);
    return sell(venue, "a");
  }

  private static Reason sell(Venue venue, String id) {
    return venue.send(OrderBuilder.sell(id)).verdict().reason();
  }

  private static void refuse(LimitsBuilder limits, Reason reason) {
    switch (reason) {
      case RESTRICTED_SYMBOL -> limits.rule("ACME", SymbolRule.Access.DENY);
      case ORDER_RATE -> limits.maxOrdersPerSecond(0);
      case MAX_ORDER_QTY -> limits.maxOrderQty("0");
      case MAX_NOTIONAL -> limits.maxNotional("0");
      case MAX_OPEN_ORDERS -> limits.maxOpenOrders(0);
      case MAX_OPEN_ORDERS_PER_SYMBOL -> limits.maxOpenOrdersPerSymbol(0);
      case REDUCE_ONLY -> limits.state(TradingState.REDUCING);
      case NO_SHORT -> limits.rule("ACME", SymbolRule.Access.NO_SHORT);
      case POSITION_LIMIT -> limits.maxPosition("0");
      case GROSS_EXPOSURE -> limits.maxGrossExposure("0");
      case NET_NOTIONAL -> limits.maxNetNotional("0");
      case CREDIT_LIMIT -> limits.creditLimit("0");
      default -> throw new IllegalArgumentException(reason.name());
    }
  }
}

// The mail that a customer gets when the status of an order changes. React escapes every value.
// Part by part: all components together take half a second and 28 MB to load, most of it for parts that no mail of ours has.
import { Body } from "@react-email/body";
import { Column } from "@react-email/column";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Hr } from "@react-email/hr";
import { Html } from "@react-email/html";
import { Preview } from "@react-email/preview";
import { Row } from "@react-email/row";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import type { Order, OrderStatus } from "@order-desk/contract";

export type StatusChangedProps = {
  readonly shopName: string;
  readonly order: Order;
  readonly from: OrderStatus;
};

/** What the new status means for the customer. */
export const STATUS_SENTENCE = {
  pending: "Your order has been received and is waiting to be processed.",
  processing: "We are preparing your order.",
  shipped: "Your order is on its way to you.",
  delivered: "Your order has been delivered. We hope you enjoy it.",
  cancelled: "Your order has been cancelled.",
  returned: "Your return has been received.",
} as const satisfies Record<OrderStatus, string>;

export const statusWord = (status: OrderStatus) => status.charAt(0).toUpperCase() + status.slice(1);

// Making one takes longer than all the rest of a mail's text.
const moneyFormats = new Map<string, Intl.NumberFormat>();

export function formatMoney(amount: number, currency: string): string {
  const format = moneyFormats.get(currency) ?? new Intl.NumberFormat("en", { style: "currency", currency });
  moneyFormats.set(currency, format);
  return format.format(amount);
}

const font = "-apple-system, 'Segoe UI', Inter, Helvetica, Arial, sans-serif";
const styles = {
  body: { backgroundColor: "#fbfbfa", fontFamily: font, margin: 0, padding: "32px 0" },
  card: {
    backgroundColor: "#ffffff",
    border: "1px solid #e8e7e4",
    borderRadius: "10px",
    maxWidth: "520px",
    padding: "28px 32px",
  },
  shop: { color: "#6b6964", fontSize: "13px", fontWeight: 600, margin: "0 0 20px" },
  heading: { color: "#1c1b19", fontSize: "20px", lineHeight: "28px", margin: "0 0 8px" },
  text: { color: "#1c1b19", fontSize: "15px", lineHeight: "22px", margin: "0 0 4px" },
  label: { color: "#6b6964", fontSize: "14px", lineHeight: "20px", margin: "4px 0", width: "120px" },
  value: { color: "#1c1b19", fontSize: "14px", lineHeight: "20px", margin: "4px 0" },
  rule: { borderColor: "#e8e7e4", margin: "20px 0" },
  foot: { color: "#76736c", fontSize: "12px", lineHeight: "18px", margin: "20px 0 0" },
} as const;

function Line({ label, value }: { label: string; value: string }) {
  return (
    <Row>
      <Column style={styles.label}>{label}</Column>
      <Column style={styles.value}>{value}</Column>
    </Row>
  );
}

export function StatusChanged({ shopName, order, from }: StatusChangedProps) {
  const sentence = STATUS_SENTENCE[order.status];
  return (
    <Html lang="en" dir="ltr">
      <Head />
      <Preview>{sentence}</Preview>
      <Body style={styles.body}>
        <Container style={styles.card}>
          <Text style={styles.shop}>{shopName}</Text>
          <Heading as="h1" style={styles.heading}>
            Order {order.order_number} is {order.status}
          </Heading>
          <Text style={styles.text}>Hello {order.customer_name},</Text>
          <Text style={styles.text}>{sentence}</Text>
          <Hr style={styles.rule} />
          <Section>
            <Line label="Order number" value={String(order.order_number)} />
            <Line label="Product" value={order.product_name} />
            <Line label="Quantity" value={String(order.quantity)} />
            <Line label="Total" value={formatMoney(order.total, order.currency)} />
            <Line label="Status" value={`${statusWord(from)} → ${statusWord(order.status)}`} />
          </Section>
          <Text style={styles.foot}>
            You get this mail because of your order at {shopName}. Reference: {order._id}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

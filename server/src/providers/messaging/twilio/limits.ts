/** What Twilio's messages and contents hold on WhatsApp inside the 24-hour window, without approval. Numbers only. */
export const twilioLimits = {
  text: 1_600,
  body: 1_024,
  buttons: 3,
  buttonTitle: 20,
  listButton: 20,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  /** Of a button and of a row alike. */
  id: 200,
  variables: 100,
  variable: 255,
} as const;

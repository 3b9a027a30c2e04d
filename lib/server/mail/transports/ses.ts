import {
  GetSendQuotaCommand,
  SESClient,
  SESServiceException,
  SendEmailCommand,
} from '@aws-sdk/client-ses';
import { DeliveryError, type Transport } from '@/lib/server/mail/transports/transport';
import type { Settings } from '@/lib/server/settings/settings';

const CONNECTION_TIMEOUT_MS = 3000;
const PROBE_TIMEOUT_MS = 5000;

/** Errors of too many mails per second, or per day. */
const THROTTLED =
  /^(?:Throttling|ThrottlingException|TooManyRequestsException|LimitExceededException|RequestThrottled)$/;

/** Errors that no second attempt mends. The operator can mend wrong keys and a paused account … */
const PERMANENT = /^(?:MessageRejected|InvalidParameterValue|ValidationError|BadRequestException)$/;

/** … and a sender or a recipient that is not verified, which SES reports as `MessageRejected`. */
const NOT_VERIFIED = /not verified/i;

/** The refusal of a call that is forbidden to a key made for sending alone. */
const MAY_ONLY_SEND = /^AccessDenied/;

function connect(settings: Settings): SESClient {
  const { AWS_SES_ACCESS_KEY_ID, AWS_SES_SECRET_ACCESS_KEY } = settings;
  return new SESClient({
    region: settings.AWS_SES_REGION_NAME,
    endpoint: settings.AWS_SES_ENDPOINT,
    // The outbox tries again by itself, at times of its own.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    },
    ...(AWS_SES_ACCESS_KEY_ID &&
      AWS_SES_SECRET_ACCESS_KEY && {
        credentials: {
          accessKeyId: AWS_SES_ACCESS_KEY_ID,
          secretAccessKey: AWS_SES_SECRET_ACCESS_KEY,
        },
      }),
  });
}

/** Rejects unless SES answers and knows the key. */
export async function probe(settings: Settings): Promise<void> {
  const client = connect(settings);
  const abortSignal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  try {
    await client.send(new GetSendQuotaCommand({}), { abortSignal });
  } catch (error) {
    if (error instanceof SESServiceException) {
      if (MAY_ONLY_SEND.test(error.name)) return;
      throw new Error(`SES refuses AWS_SES_ACCESS_KEY_ID: ${error.name}`, { cause: error });
    }
    const address = settings.AWS_SES_ENDPOINT ?? `SES in ${settings.AWS_SES_REGION_NAME}`;
    throw new Error(`${address} cannot be reached, or there are no credentials for it`, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
}

/** Sends through Amazon SES, which has no idempotency key: a retry after a lost answer sends twice. */
export function create(settings: Settings): Transport {
  const client = connect(settings);
  return async ({ to, from, subject, text, html }, abortSignal) => {
    const command = new SendEmailCommand({
      Source: from,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: settings.AWS_SES_CONFIGURATION_SET,
      Message: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: {
          Text: { Data: text, Charset: 'UTF-8' },
          Html: { Data: html, Charset: 'UTF-8' },
        },
      },
    });
    await client.send(command, { abortSignal }).catch((error: unknown) => {
      throw toDeliveryError(error);
    });
  };
}

function toDeliveryError(error: unknown): unknown {
  if (!(error instanceof SESServiceException)) return error;
  const { httpStatusCode } = error.$metadata;
  if (THROTTLED.test(error.name) || httpStatusCode === 429) {
    return new DeliveryError('throttled', error);
  }
  const isPermanent = PERMANENT.test(error.name) && !NOT_VERIFIED.test(error.message);
  return isPermanent ? new DeliveryError('permanent', error) : error;
}

"""What `sluis-report` says in English: the same sentences as in `submitter_ui.texts_dutch`, by the same names."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "checking_service": "Checking what the service says.",
    "sending_file": "Sealing and sending file {number} of {total}.",
    "sending": "Sealing and sending your message.",
    "metadata": "Mind: what stands inside a file, such as its author or the place of a photograph,"
    " is NOT removed. The page takes it out of many kinds of files. Their names go along too, unless"
    " you say --plain-names.",
    "report_stored": "Your report is stored safely. Look from now on, and on {date} at the latest,"
    " whether there is an answer. Write down the codename below and show it to nobody: only with"
    " it can you read the answer.",
    "followup_stored": "Your follow-up is stored safely. Look again with your codename on {date} at"
    " the latest.",
    "no_answer": "There is no answer (yet) for this codename.",
    "answer_of": "{who}, {date}",
    "damaged": "Mind: not every answer could be read (damaged: {count}); call {phone}.",
    "silent": "Nothing was heard of {count} of the confidants for more than a week; an answer may"
    " come later for that reason, and you can always call {phone}.",
    "traces": "Could somebody know you by this? It stands in your text; you may leave it as it is.",
    "trace": "- {where}: {found} ({why})",
    "trace_in_line": "line {line}",
    "trace_in_answer": "in an answer",
    "trace_account": "a profile or account",
    "trace_address": "an address",
    "trace_bsn": "a citizen service number (BSN)",
    "trace_email": "an e-mail address",
    "trace_iban": "a bank account number",
    "trace_name": "a name",
    "trace_only": "says that you were the only one",
    "trace_phone": "a phone number",
    "trace_plate": "a licence plate",
    "trace_self": "says something about yourself",
    "traces_limits": "This program finds only what it knows. What only you can know, it does not find;"
    " so read your text once more yourself.",
    "ask_go_on": "Go on all the same? Type yes",
    "text_to_change": "You want to change the text first.",
    "ask_codename": "Your codename (what you type is shown: mind who is looking)",
    "codename_words": "This is not a codename: it must be exactly eight words that belong together;"
    " check them and try again.",
    "codename_count": "This is not a codename: it must be eight words (counted: {count}{doubts}); check"
    " them and try again.",
    "codename_doubtful": "This is not a codename: {doubts}; check it and try again.",
    "doubt": "word {place} is not in the list of words",
    "doubt_or": "word {place} is not in the list of words (did you mean {candidates}?)",
    "or": "or",
    "codename_missing": "No codename was given; type the eight words or use --codename-file.",
    "codename_unreadable": "The file with the codename cannot be read; check the file's name.",
    "text_unreadable": "The text cannot be read; check the file's name.",
    "text_not_utf8": "The text is not in UTF-8; save the file as text in UTF-8.",
    "text_empty": "The text is empty; write what you want to report.",
    "text_too_long": "The text is {characters} characters too long; make it shorter or send the"
    " rest as a file with --attach.",
    "answers_too_long": "The text and the answers together are {characters} characters too long; make"
    " them shorter.",
    "answers_unreadable": "The file {file} is not TOML in UTF-8; sluis-report questions shows how it"
    " must be.",
    "answers_unknown": "There is no question {question} on this line; the questions are: {questions}.",
    "answers_not_asked": "The question {question} is only asked if {earlier} = {choice}; take the"
    " answer away, or add that.",
    "answers_want_text": "The answer to {question} is a text; put it between quotation marks.",
    "answers_want_one": "The answer to {question} is one of these: {choices}.",
    "answers_want_several": "The answer to {question} is a list of one or more of these: {choices}.",
    "answers_to_nothing": "Nothing is asked here; leave out --answers or --no-questions.",
    "questions_file": "Keep this as a file, take the # away before what you want to answer, and name it at"
    " --answers.",
    "questions_follow": "Now a few questions. Press Enter to pass over any of them.",
    "ask_one": "Number:",
    "ask_several": "Numbers (with a blank between them):",
    "ask_text": "Answer:",
    "ask_again": "Type a number from 1 to {most}, or only Enter.",
    "text_much_too_long": "The text is much too long (over a million characters); send it as a file"
    " with --attach.",
    "too_many_files": "At most {most} files can go along; send the others later as a follow-up.",
    "file_not_sealed": "The file {file} is not a message that was sealed for this service.",
    "sealed_stored": "The sealed message has arrived.",
    "sealed_perhaps_stored": "It is not certain that the message arrived. Send the same file again;"
    " it is shown only once.",
    "file_unreadable": "The file {file} cannot be read; check its name and permissions.",
    "file_not_plain": "{file} is not a plain file; name a single file, not a folder.",
    "file_empty": "The file {file} is empty; leave it out or choose another one.",
    "file_too_large": "The file {file} is too large (at most {most} MB); send a smaller part.",
    "files_too_large": "The files are too large together (at most {most} MB); send a part later.",
    "file_changed": "The file {file} changed while it was read; close other"
    " programs that use it and try again.",
    "unknown_line": "There is no such line; choose one of these: {lines}.",
    "unknown_slot": "Confidant {slots} does not serve this line; check the number at"
    " --exclude-slot.",
    "line_needed": "There is no answer yet that says to whom the follow-up goes; name the line"
    " again with --line, and --exclude-slot if need be.",
    "no_proposal": "There is no text to judge: it would stand in an answer (sluis-report check).",
    "other_proposal": "No text was shown with this mark; read what there is now with sluis-report"
    " check, and copy the mark that stands beside it.",
    "proposal": "This text we want to pass on to {recipient}. Can somebody recognise you by it?",
    "proposal_mark": "Answer with sluis-report follow-up and one of these three: --agree {mark},"
    " --too-traceable {mark}, or --withdraw (the whole report).",
    "proposal_until": "Until {date} it does not leave. If you do not answer, we do what you chose"
    " when sending for when you do not come back. If you chose nothing, we pass nothing on.",
    "proposal_files": "Files go with it, made anew by us: {files}.",
    "withdrawn": "As soon as a confidant reads this, nothing is passed on any more; calling is"
    " faster ({phone}). What had been passed on, nobody can take back.",
    "other_line": "The newest answer names the line {line} and not {asked}; leave out --line, and the"
    " follow-up goes to those whom the answer names.",
    "report_not_sent": "Your report was NOT sent.",
    "followup_not_sent": "Your follow-up was NOT sent.",
    "message_not_sent": "The message was NOT sent.",
    "ask_keep": "Your text stands nowhere yet. Type a file's name to keep it (whoever can open that file"
    " can read it), or press Enter to throw it away",
    "text_kept": "Your text is in {file}. Send it later with --text, and remove that file"
    " afterwards.",
    "text_not_kept": "That file cannot be made, or it is there already; choose another name.",
    "text_thrown_away": "Your text was not kept.",
    "fingerprint": "These are the eight words of the key; compare them with a poster, or call {phone}. If they are"
    " other words, send nothing.",
    "no_root": "This program does not know yet which service it belongs to; give the service's key"
    " with --root.",
    "wrong_root": "The key at --root is wrong; it has 64 characters, digits and a to f.",
    "wrong_address": "The address at --server is wrong; it begins with https:// and has no name or"
    " password in it.",
    "unsafe_address": "This address is not safe; use an address with https://, or an .onion"
    " address.",
    "wrong_onion": "There is a mistake in this .onion address; check that you copied the whole address (56"
    " letters and digits before .onion).",
    "onion_needs_tor": "An .onion address can be reached through Tor only; start Tor Browser and use --tor"
    " 127.0.0.1:9150, or just --tor if Tor itself runs on this device.",
    "tor_wrong_port": "--tor takes an address on this device or in your own network, such as 127.0.0.1:9150;"
    " put --tor without an address at the end.",
    "tor_not_there": "Nothing answers at the address at --tor. Is Tor running? Start Tor Browser, wait until it"
    " is connected, and use --tor 127.0.0.1:9150.",
    "tor_not_tor": "What answers at the address at --tor is not Tor; use --tor 127.0.0.1:9150 for Tor"
    " Browser.",
    "tor_slow": "Tor did not reach the server in time; wait a few minutes and try again, or call {phone}.",
    "tor_no_line": "Tor could not reach the server; try again in a few minutes, or call {phone}.",
    "tor_not_found": "Tor cannot find this address, or the server is off; check the address and try again"
    " later, or call {phone}.",
    "name_unknown": "This address cannot be found; check the address at --server and whether you have"
    " internet, and try again, or call {phone}.",
    "line_refused": "Nobody answers at this address; check the address at --server and try again later, or"
    " call {phone}.",
    "line_not_secure": "The secure connection to the server could not be made, or broke off; check the"
    " address and try again later, or call {phone}.",
    "line_damages": "The file is damaged on its way again and again; try another connection, or call {phone}.",
    "fetching_answers": "Fetching all answers",
    "certificate_wrong": "The server cannot prove that it belongs to this address: somebody may be listening;"
    " send nothing through this network, and call {phone}.",
    "without_tor": "Mind: without --tor your provider sees that you visit this service, and the server sees your"
    " internet address.",
    "unreachable": "The server cannot be reached; check your connection and the address and try again"
    " later, or call {phone}.",
    "too_slow": "The server does not answer, or far too slowly; try again later, or call {phone}.",
    "no_service": "The service is not found at this address; check the address at --server (its beginning"
    " only, like https://example.org), or call {phone}.",
    "certificate_date": "On the date of this device ({date}) the server's certificate is not valid; if that"
    " date is wrong, set it right and try again, and if it is right, call {phone}.",
    "nonsense": "The server gives an answer that makes no sense; check the address and try again"
    " later, or call {phone}.",
    "server_refused": "The server refused the message; try again, or call {phone}.",
    "server_too_large": "One of the files is too large for this service; send"
    " a smaller file, or call {phone}.",
    "server_busy": "The server is too busy; try again in a while, or call {phone}.",
    "server_fault": "The server has a fault; try again later, or call {phone}.",
    "server_full": "The server is full; call {phone}.",
    "ticket_expired": "Sending took too long; try again, or call {phone}.",
    "wrong_period": "The server and this device (here it is {date}) do not agree on the week; set date"
    " and time right and try again, or call {phone}.",
    "too_few_members": "Too few confidants of this line can be reached now; call {phone}.",
    "overdue": "The confidants of this line have not been heard of for too long; call {phone},"
    " or use --send-anyway to send all the same.",
    "incomplete": "The server does not show every answer that there is; try again later, or call"
    " {phone}.",
    "rolled_back": "The server shows outdated keys; send nothing and call {phone}.",
    "expired": "The keys of the service have expired; send nothing and call {phone}.",
    "wrong_clock": "This device thinks that it is {date}, and that date seems wrong; set date and time"
    " right and try again, and if the date is right, send nothing and call {phone}.",
    "other_service": "This server is not of the service that this program was made for; check the"
    " address, or call {phone}.",
    "not_genuine": "What the server shows is not genuine or was altered; send nothing and call"
    " {phone}.",
    "report_perhaps_stored": "It is not certain that your report arrived; keep the codename below,"
    " look with it, and send the report again only if there is no answer after a week, or call"
    " {phone}.",
    "followup_perhaps_stored": "It is not certain that your follow-up arrived; send it again only"
    " if there is no answer after a week, or call {phone}.",
    "codename_not_printed": "The codename could not be written out; here it is after all.",
    "stopped": "You stopped the program.",
    "nothing_sealed": "NOTHING was sealed.",
    "report_sealed": "Your report is sealed in {file} and was NOT sent yet. Send that file on the site of"
    " the service: choose 'How it works' and then 'Without JavaScript'. Do so on {date} at the latest,"
    " because the server does not take it after that. Write down the codename below and show it to"
    " nobody: only with it can you read the answer.",
    "followup_sealed": "Your follow-up is sealed in {file} and was NOT sent yet. Send that file on the"
    " site of the service: choose 'How it works' and then 'Without JavaScript'. Do so on {date} at the"
    " latest, because the server does not take it after that.",
    "out_exists": "The file {file} is there already; choose another name at --out, or write over it with"
    " --force.",
    "out_not_made": "The file {file} cannot be made; choose another name or folder at --out.",
    "sealed_other_week": "This file was sealed for another week; seal your message again with the keys of"
    " this week, or call {phone}.",
    "drop_needed": "The file with all answers is missing; download /api/drop from the site and name it"
    " with --drop.",
    "bucket_needed": "All answers together are in several files now; download /api/drop/lists and"
    " /api/drop/{bits}/{number} from the site and name them with --lists and --bucket (the server then"
    " sees in which part you look; so rather use Tor Browser).",
    "wrong_file": "The file {file} is not what belongs at {option}, or not whole; download {address}"
    " again from the site and name that file, or call {phone}.",
    "parcels_sealed": "Attachments belong to it ({count}): {names}. Send them together with the message, by:"
    " sluis-report upload {file} {names}",
    "parcels_missing": "To this message belong {count} more sealed attachments; name them behind the same"
    " message.",
    "parcel_of_another": "The sealed attachment {file} does not belong to this message; leave it out.",
    "two_messages": "These are two messages; send them one by one, each with its own attachments.",
    "carried_incomplete": "The files do not fit together, or answers are missing; download all of them"
    " again, or call {phone}.",
    "carried_nonsense": "Something in one of the files makes no sense; download all of them again, or"
    " call {phone}.",
    "carried_rolled_back": "The file at --today holds outdated keys; send nothing and call {phone}.",
    "carried_wrong_clock": "This device thinks that it is {date}, and the file at --today is of another"
    " week; set the date right or download the file again, and if that does not help, send nothing and"
    " call {phone}.",
    "carried_other_service": "The file at --today is not of the service that this program was made for;"
    " download it again from the right address, or call {phone}.",
    "carried_not_genuine": "The files are not genuine or were altered; send nothing and call {phone}.",
}
